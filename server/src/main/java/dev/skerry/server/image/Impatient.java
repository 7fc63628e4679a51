package dev.skerry.server.image;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body that fails when nothing comes for a while: a link that is cut says nothing, and the
/// client would wait for ever.
final class Impatient extends InputStream {
  private final InputStream in;
  private final Duration limit;
  private final Thread watch;
  private volatile long progressNanos = System.nanoTime();
  private volatile boolean late;

  Impatient(InputStream in, Duration limit) {
    this.in = in;
    this.limit = limit;
    this.watch = Thread.ofVirtual().name("pull-watch").start(this::watch);
  }

  private void watch() {
    try {
      long left = left();
      while (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
        left = left();
      }
      late = true;
      in.close();
    } catch (InterruptedException | IOException _) {
      // Nobody reads any more.
      return;
    }
  }

  private long left() {
    return limit.toNanos() - (System.nanoTime() - progressNanos);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int count = in.read(into, from, length);
      progressNanos = System.nanoTime();
      return count;
    } catch (IOException failed) {
      throw late ? new IOException("nothing came for " + limit.toSeconds() + " s", failed) : failed;
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    in.close();
  }
}
