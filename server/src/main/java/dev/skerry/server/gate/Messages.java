package dev.skerry.server.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The messages of a WebSocket inside a stream: four bytes of length, then the message.
final class Messages {
  /// Longest message, bytes; clients of commands send 32 KiB at a time.
  static final int MAX_BYTES = 1024 * 1024;

  private Messages() {}

  /// One thread at a time.
  static void write(byte[] message, OutputStream out) throws IOException {
    out.write(
        ByteBuffer.allocate(Integer.BYTES + message.length)
            .putInt(message.length)
            .put(message)
            .array());
    out.flush();
  }

  /// Empty when the other end says no more.
  static Optional<byte[]> read(InputStream in) throws IOException {
    byte[] head = in.readNBytes(Integer.BYTES);
    if (head.length == 0) {
      return Optional.empty();
    }
    if (head.length < Integer.BYTES) {
      throw new EOFException("a message ends within its length");
    }
    int length = ByteBuffer.wrap(head).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a message of " + length + " bytes, the limit is " + MAX_BYTES);
    }
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException("a message of " + length + " bytes ends after " + message.length);
    }
    return Optional.of(message);
  }
}
