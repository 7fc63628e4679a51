package dev.skerry.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Bytes that come in pieces, whose bounds mean nothing, and are read as a stream. One thread puts,
/// another one reads; whoever is ahead waits.
public final class Pieces extends InputStream {
  /// A waiting end looks that often whether there is an end.
  private static final long LOOK_MILLIS = 100;

  private final BlockingQueue<byte[]> arrived;
  private volatile boolean ended;
  private volatile boolean broken;
  private byte[] piece = {};
  private int at;

  /// @param most pieces that wait for the reader
  public Pieces(int most) {
    this.arrived = new ArrayBlockingQueue<>(most);
  }

  /// Waits while the reader is behind. What is broken takes all, for nobody.
  ///
  /// @return false when nothing was read for so long, or there is an end
  public boolean put(byte[] bytes, long patienceMillis) throws InterruptedException {
    for (long waited = 0; waited < patienceMillis; waited += LOOK_MILLIS) {
      if (broken || arrived.offer(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (ended) {
        return false;
      }
    }
    return false;
  }

  /// No more comes; what came is still read.
  public void end() {
    ended = true;
  }

  /// As [#end], and the reader hears that it was no proper one.
  public void breakOff() {
    broken = true;
  }

  public boolean isEnded() {
    return ended;
  }

  public boolean isBroken() {
    return broken;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == piece.length) {
      // Before looking: what was put before the end is not missed.
      boolean last = ended || broken;
      byte[] next = poll(last ? 0 : LOOK_MILLIS);
      if (next.length > 0) {
        piece = next;
        at = 0;
      } else if (broken) {
        throw new IOException("the stream was ended by the client or with its connection");
      } else if (last) {
        return -1;
      }
    }
    int taken = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, taken);
    at += taken;
    return taken;
  }

  private byte[] poll(long millis) throws IOException {
    try {
      byte[] next = arrived.poll(millis, TimeUnit.MILLISECONDS);
      return next == null ? new byte[0] : next;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
  }
}
