package dev.skerry.api.spdy;

import dev.skerry.api.http.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SortedMap;

/// One stream that the client opened; both directions of it. A reader and a writer may be two
/// threads.
public final class SpdyStream {
  /// Pieces that wait for the reader, at most [FrameReader#PIECE_BYTES] each.
  static final int HELD_PIECES = 8;

  private static final int CHUNK_BYTES = 16 * 1024;

  private final int id;
  private final SortedMap<String, String> headers;
  private final FrameWriter writer;
  private final Pieces arrived = new Pieces(HELD_PIECES);
  private final OutputStream output = new Output();
  private volatile boolean weEnded;

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
    return arrived;
  }

  /// Closing it tells the client that no more comes.
  public OutputStream output() {
    return output;
  }

  /// Whether neither direction goes on.
  public boolean isOver() {
    return arrived.isBroken() || (arrived.isEnded() && weEnded);
  }

  /// A piece came. Waits while the reader is behind.
  ///
  /// @return false when nothing was read for so long
  boolean put(byte[] bytes, long patienceMillis) throws InterruptedException {
    return arrived.put(bytes, patienceMillis);
  }

  void theyEnded() {
    arrived.end();
  }

  void broke() {
    arrived.breakOff();
  }

  /// Ends both directions, without waiting for what was not read.
  public void reset() {
    if (isOver()) {
      return;
    }
    arrived.breakOff();
    try {
      writer.reset(id, FrameTypes.CANCEL);
    } catch (IOException gone) {
      System.getLogger(SpdyStream.class.getName())
          .log(System.Logger.Level.DEBUG, "NotReset {0}", gone.getMessage());
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
        if (arrived.isBroken() || weEnded) {
          throw new IOException("the stream was ended");
        }
        writer.data(id, false, bytes, offset + done, Math.min(CHUNK_BYTES, length - done));
      }
    }

    @Override
    public void close() throws IOException {
      if (!weEnded && !arrived.isBroken()) {
        weEnded = true;
        writer.data(id, true, new byte[0], 0, 0);
      }
    }
  }
}
