package dev.skerry.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Collects what is written up to a flush, or up to [Bounds#STREAM_BUFFER_BYTES]. Between flushes
/// of a quiet stream it holds no buffer: ten thousand watches that wait cost none. One thread.
final class Collected extends OutputStream {
  private final OutputStream out;
  private Optional<ByteArrayOutputStream> waiting = Optional.empty();

  Collected(OutputStream out) {
    this.out = out;
  }

  /// Whether memory is held for bytes that wait.
  boolean holds() {
    return waiting.isPresent();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (waiting.map(ByteArrayOutputStream::size).orElse(0) + length > Bounds.STREAM_BUFFER_BYTES) {
      send();
    }
    if (length > Bounds.STREAM_BUFFER_BYTES) {
      out.write(bytes, offset, length);
      return;
    }
    ByteArrayOutputStream buffer = waiting.orElseGet(ByteArrayOutputStream::new);
    buffer.write(bytes, offset, length);
    waiting = Optional.of(buffer);
  }

  private void send() throws IOException {
    if (waiting.isPresent()) {
      byte[] bytes = waiting.get().toByteArray();
      waiting = Optional.empty();
      out.write(bytes, 0, bytes.length);
    }
  }

  @Override
  public void flush() throws IOException {
    send();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      send();
    }
  }
}
