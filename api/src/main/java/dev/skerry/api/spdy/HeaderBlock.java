package dev.skerry.api.spdy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Names and values, packed with one zlib stream a direction that begins with the protocol's
/// dictionary. Each direction is one thread's at a time. Holds native memory until [#close].
///
/// Source: SPDY protocol, draft 3.1, section 2.6.10.
final class HeaderBlock implements AutoCloseable {
  /// Of one block, unpacked; what kubectl sends has less than 200 bytes.
  static final int MAX_BYTES = 16 * 1024;

  static final int MAX_HEADERS = 64;

  private static final int STEP_BYTES = 1024;

  private final Inflater inflater = new Inflater();
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
  private final byte[] dictionary = dictionary();
  private boolean closed;

  HeaderBlock() {
    deflater.setDictionary(dictionary);
  }

  private static byte[] dictionary() {
    try (InputStream in = HeaderBlock.class.getResourceAsStream("dictionary.bin")) {
      if (in == null) {
        throw new IllegalStateException("dictionary.bin is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new IllegalStateException("dictionary.bin cannot be read", broken);
    }
  }

  synchronized SortedMap<String, String> unpack(byte[] packed) throws SpdyFailure {
    try (var in = new DataInputStream(new ByteArrayInputStream(inflated(packed)))) {
      int count = in.readInt();
      if (count < 0 || count > MAX_HEADERS) {
        throw new SpdyFailure(count + " headers, the limit is " + MAX_HEADERS);
      }
      var headers = new TreeMap<String, String>();
      for (int i = 0; i < count; i++) {
        String name = text(in);
        if (headers.putIfAbsent(name, text(in)) != null) {
          throw new SpdyFailure("header '" + name + "' comes twice");
        }
      }
      return headers;
    } catch (SpdyFailure known) {
      throw known;
    } catch (IOException ends) {
      throw new SpdyFailure("a header block ends too early", ends);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new SpdyFailure("a header of " + length + " bytes, " + in.available() + " are left");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private byte[] inflated(byte[] packed) throws SpdyFailure {
    if (closed) {
      throw new SpdyFailure("the connection is closed");
    }
    var out = new ByteArrayOutputStream();
    var step = new byte[STEP_BYTES];
    inflater.setInput(packed);
    try {
      while (true) {
        int count = inflater.inflate(step);
        out.write(step, 0, count);
        if (out.size() > MAX_BYTES) {
          throw new SpdyFailure("a header block over " + MAX_BYTES + " bytes");
        }
        if (count == 0 && inflater.needsDictionary()) {
          inflater.setDictionary(dictionary);
        } else if (count == 0) {
          return out.toByteArray();
        }
      }
    } catch (DataFormatException | IllegalArgumentException broken) {
      throw new SpdyFailure("a header block is not packed as SPDY/3 says", broken);
    }
  }

  synchronized byte[] pack(SortedMap<String, String> headers) throws SpdyFailure {
    if (closed) {
      throw new SpdyFailure("the connection is closed");
    }
    var plain = new ByteArrayOutputStream();
    plain.writeBytes(number(headers.size()));
    headers.forEach((name, value) -> {
      for (String each : new String[] {name, value}) {
        byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
        plain.writeBytes(number(bytes.length));
        plain.writeBytes(bytes);
      }
    });
    deflater.setInput(plain.toByteArray());
    var out = new ByteArrayOutputStream();
    var step = new byte[STEP_BYTES];
    int count = deflater.deflate(step, 0, step.length, Deflater.SYNC_FLUSH);
    while (count > 0) {
      out.write(step, 0, count);
      count = count < step.length ? 0 : deflater.deflate(step, 0, step.length, Deflater.SYNC_FLUSH);
    }
    return out.toByteArray();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      inflater.end();
      deflater.end();
    }
  }
}
