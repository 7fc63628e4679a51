package dev.skerry.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// A request's body as it comes, from a client that keeps up the least pace. Read by one thread;
/// reading blocks until there is something, at most as long as the pace allows.
final class BodyStream extends InputStream {
  private static final System.Logger LOG = System.getLogger(BodyStream.class.getName());
  private static final int BUFFER_BYTES = 8 * 1024;

  private final Request request;
  private final Duration grace;
  private final long start = System.nanoTime();
  private final Semaphore arrived = new Semaphore(0);
  private Content.Chunk chunk = Content.Chunk.EMPTY;
  private long taken;
  private boolean givenUp;

  /// The client sends too slowly; nothing more is read from it.
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1;

    TooSlow(long bytes, long seconds) {
      super(
          String.format(
              Locale.ROOT,
              "the body came too slowly: %d bytes in %d s, the least is %d bytes a second; send it"
                  + " again over a better link",
              bytes,
              seconds,
              Bounds.BODY_BYTES_PER_SECOND));
    }
  }

  /// @param grace how much later than the least pace
  BodyStream(Request request, Duration grace) {
    this.request = request;
    this.grace = grace;
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
    while (!chunk.hasRemaining()) {
      if (chunk.isLast()) {
        return -1;
      }
      fill();
    }
    ByteBuffer bytes = chunk.getByteBuffer();
    int read = Math.min(length, bytes.remaining());
    bytes.get(into, offset, read);
    taken += read;
    requirePace();
    if (!chunk.hasRemaining()) {
      chunk.release();
      chunk = chunk.isLast() ? Content.Chunk.EOF : Content.Chunk.EMPTY;
    }
    return read;
  }

  /// Reads what is left, as far as the client keeps its pace and [Bounds#DRAINED_BYTES] go, so that
  /// one that writes before it reads gets its answer, and HTTP/2 need not reset the stream.
  void drain() {
    var buffer = new byte[BUFFER_BYTES];
    try {
      long end = taken + Bounds.DRAINED_BYTES;
      int read = 0;
      while (!givenUp && read >= 0 && taken < end) {
        read = read(buffer);
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the rest of a refused body did not come", gone);
    }
  }

  private void fill() throws IOException {
    Content.Chunk next = request.read();
    while (next == null) {
      request.demand(arrived::release);
      await();
      next = request.read();
    }
    if (Content.Chunk.isFailure(next)) {
      throw new IOException("the body broke off", next.getFailure());
    }
    chunk = next;
    if (!chunk.hasRemaining()) {
      chunk.release();
      chunk = chunk.isLast() ? Content.Chunk.EOF : Content.Chunk.EMPTY;
    }
  }

  private void await() throws IOException {
    try {
      if (!arrived.tryAcquire(nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } catch (InterruptedException stopping) {
      givenUp = true;
      Thread.currentThread().interrupt();
      throw new IOException("stopped while reading", stopping);
    }
  }

  private void requirePace() throws IOException {
    if (nanosLeft() < 0) {
      throw tooSlow();
    }
  }

  private long nanosLeft() {
    long allowed = grace.toNanos() + TimeUnit.SECONDS.toNanos(taken) / Bounds.BODY_BYTES_PER_SECOND;
    return allowed - (System.nanoTime() - start);
  }

  /// Nothing more is read: what was demanded may still be on its way.
  private TooSlow tooSlow() {
    givenUp = true;
    return new TooSlow(taken, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }
}
