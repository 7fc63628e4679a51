package dev.skerry.server.wire;

import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The line of JSON with which a stream between two processes begins.
public final class JsonLine {
  /// Longest line, bytes: the words of a command are longer than a request's headers.
  private static final int MAX_BYTES = 256 * 1024;

  private JsonLine() {}

  /// In one piece, so that it is one message on the wire.
  public static void write(Obj line, OutputStream out) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(JsonText.bytes(line));
    bytes.write('\n');
    out.write(bytes.toByteArray());
    out.flush();
  }

  /// Takes nothing of what follows the line.
  public static Obj read(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() >= MAX_BYTES) {
        throw new IOException("the stream does not begin with a line of JSON");
      }
      line.write(next);
    }
    try {
      if (JsonText.parse(line.toByteArray(), JsonLimits.REQUEST).value() instanceof Obj object) {
        return object;
      }
      throw new IOException("the first line of the stream is not an object");
    } catch (JsonRefused bad) {
      throw new IOException("the first line of the stream is not JSON", bad);
    }
  }
}
