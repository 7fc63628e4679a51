package dev.skerry.server.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Says how many bytes of a blob were read, each time some were, and once that it was closed.
final class Counted extends FilterInputStream {
  private final LongConsumer moved;
  private final Runnable closed;
  private boolean over;

  Counted(InputStream in, LongConsumer moved, Runnable closed) {
    super(in);
    this.moved = moved;
    this.closed = closed;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      moved.accept(1);
    }
    return value;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    if (count > 0) {
      moved.accept(count);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (!over) {
      over = true;
      closed.run();
    }
  }
}
