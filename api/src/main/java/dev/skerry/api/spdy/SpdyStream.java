package dev.skerry.api.spdy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// One stream that the client opened; both directions of it. A reader and a writer may be two
/// threads.
public final class SpdyStream {
  /// Pieces that wait for the reader, at most [FrameReader#PIECE_BYTES] each.
  static final int HELD_PIECES = 8;

  /// A waiting end looks that often whether the stream was ended.
  private static final long LOOK_MILLIS = 100;

  private static final int CHUNK_BYTES = 16 * 1024;

  private final int id;
  private final SortedMap<String, String> headers;
  private final FrameWriter writer;
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(HELD_PIECES);
  private final InputStream input = new Input();
  private final OutputStream output = new Output();
  private volatile boolean theyEnded;
  private volatile boolean weEnded;
  private volatile boolean broken;

  SpdyStream(int id, SortedMap<String, String> headers, FrameWriter writer) {
    this.id = id;
    this.headers = headers;
    this.writer = writer;
  }

  int id() {
    return id;
  }

  /// Names in lower case.
  public SortedMap<String, String> headers() {
    return headers;
  }

  /// Ends where the client ended its direction; fails when the stream was reset or cut.
  public InputStream input() {
    return input;
  }

  /// Closing it tells the client that no more comes.
  public OutputStream output() {
    return output;
  }

  /// Whether neither direction goes on.
  public boolean isOver() {
    return broken || (theyEnded && weEnded);
  }

  /// A piece came. Waits while the reader is behind.
  ///
  /// @return false when nothing was read for so long
  boolean put(byte[] bytes, long patienceMillis) throws InterruptedException {
    for (long waited = 0; waited < patienceMillis; waited += LOOK_MILLIS) {
      if (broken || arrived.offer(bytes, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  void theyEnded() {
    theyEnded = true;
  }

  void broke() {
    broken = true;
  }

  /// Ends both directions, without waiting for what was not read.
  public void reset() {
    if (isOver()) {
      return;
    }
    broken = true;
    try {
      writer.reset(id, FrameTypes.CANCEL);
    } catch (IOException gone) {
      System.getLogger(SpdyStream.class.getName())
          .log(System.Logger.Level.DEBUG, "NotReset {0}", gone.getMessage());
    }
  }

  private final class Input extends InputStream {
    private byte[] piece = {};
    private int at;

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
        boolean last = theyEnded || broken;
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
        throw new InterruptedIOException("interrupted while reading a stream");
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += CHUNK_BYTES) {
        if (broken || weEnded) {
          throw new IOException("the stream was ended");
        }
        writer.data(id, false, bytes, offset + done, Math.min(CHUNK_BYTES, length - done));
      }
    }

    @Override
    public void close() throws IOException {
      if (!weEnded && !broken) {
        weEnded = true;
        writer.data(id, true, new byte[0], 0, 0);
      }
    }
  }
}
