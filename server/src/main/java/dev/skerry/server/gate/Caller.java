package dev.skerry.server.gate;

import dev.skerry.link.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The parent's end of a call.
public final class Caller {
  private Caller() {}

  /// Sends a request and reads the head of the answer; the answer's body follows in the stream.
  public static Call.Head ask(Call call, byte[] body, ByteStream stream) throws IOException {
    try (OutputStream out = stream.output()) {
      call.write(out);
      out.write(body);
    }
    return Call.head(stream.input());
  }

  /// Sends a request for a WebSocket and reads the head of the answer.
  public static Call.Head knock(Call call, ByteStream stream) throws IOException {
    call.write(stream.output());
    return Call.head(stream.input());
  }

  /// Passes bytes on as they come.
  public static void copy(InputStream from, OutputStream to) throws IOException {
    ApiDoor.copy(from, to);
  }
}
