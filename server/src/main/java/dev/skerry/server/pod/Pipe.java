package dev.skerry.server.pod;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Bytes from one thread to another, a few pieces at a time. The reader gets what was put before
/// the end.
final class Pipe extends InputStream {
  /// Pieces on their way.
  private static final int HELD = 4;

  /// A waiting end looks that often whether the other is gone.
  private static final long LOOK_MILLIS = 200;

  private final ArrayBlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(HELD);
  private volatile boolean ended;
  private byte[] piece = new byte[0];
  private int at;

  /// Waits while the reader is behind; after the end it is dropped.
  void put(byte[] bytes) throws InterruptedException {
    boolean put = false;
    while (!put && !ended) {
      put = pieces.offer(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void end() {
    ended = true;
  }

  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedIOException {
    while (at == piece.length) {
      boolean last = ended;
      try {
        byte[] next = pieces.poll(last ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          piece = next;
          at = 0;
        } else if (last) {
          return -1;
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading what a command says");
      }
    }
    int taken = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, taken);
    at += taken;
    return taken;
  }
}
