package dev.skerry.api.spdy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The server's end of a connection: the client opens streams, all are accepted. kubectl's library
/// has no windows, so a stream whose reader is behind first holds its [SpdyStream#HELD_PIECES],
/// then the whole connection, and is reset when it takes nothing for as long as its owner says. A
/// client that left without a word is noticed by a ping, held up or not.
public final class SpdyConnection {
  /// Streams at a time; `port-forward` uses two for each connection.
  static final int MAX_STREAMS = 256;

  /// For streams that have nothing to do with each other.
  static final long PATIENCE_MILLIS = 30_000;

  /// For streams of one and the same user, who waits for himself.
  public static final long FOREVER = Long.MAX_VALUE;

  /// Shorter than what proxies call idle.
  private static final Duration PING = Duration.ofSeconds(30);

  private static final int MAX_ID = 0x7fffffff;

  /// Hears of streams.
  public interface Listener {
    /// Returns at once.
    void opened(SpdyStream stream);
  }

  private final InputStream in;
  private final OutputStream out;
  private final Listener listener;
  private final long patienceMillis;
  private final Map<Integer, SpdyStream> streams = new ConcurrentSkipListMap<>();
  private int newest;

  /// Of streams that are patient for [#PATIENCE_MILLIS].
  ///
  /// @param in closed by its owner, which ends [#run]
  public SpdyConnection(InputStream in, OutputStream out, Listener listener) {
    this(in, out, listener, PATIENCE_MILLIS);
  }

  /// @param in closed by its owner, which ends [#run]
  /// @param patienceMillis with a stream that is not read
  public SpdyConnection(InputStream in, OutputStream out, Listener listener, long patienceMillis) {
    this.in = in;
    this.out = out;
    this.listener = listener;
    this.patienceMillis = patienceMillis;
  }

  /// Blocks until the client leaves; then all streams are ended.
  ///
  /// @throws IOException when it does not leave in order, or does not speak SPDY/3.1
  public void run() throws IOException, InterruptedException {
    var over = new CountDownLatch(1);
    try (var headers = new HeaderBlock()) {
      var reader = new FrameReader(in, headers);
      var writer = new FrameWriter(out, headers);
      Thread.ofVirtual().name("spdy-ping").start(() -> keep(writer, over));
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        if (!heard(frame.get(), writer)) {
          return;
        }
      }
    } finally {
      over.countDown();
      streams.values().forEach(SpdyStream::broke);
    }
  }

  /// A connection that is held up does not hear that its client left; writing to it does.
  private void keep(FrameWriter writer, CountDownLatch over) {
    try {
      for (int id = 2; !over.await(PING.toMillis(), TimeUnit.MILLISECONDS); id += 2) {
        writer.ping(id);
      }
    } catch (IOException _) {
      streams.values().forEach(SpdyStream::broke);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when the client says that it leaves.
  private boolean heard(Frame frame, FrameWriter writer) throws IOException, InterruptedException {
    switch (frame) {
      case Frame.SynStream syn -> open(syn, writer);
      case Frame.Data(var id, var last, var bytes) -> data(id, last, bytes, writer);
      case Frame.Headers(var id, var last) -> data(id, last, new byte[0], writer);
      case Frame.Reset(var id, var _) -> {
        SpdyStream stream = streams.remove(id);
        if (stream != null) {
          stream.broke();
        }
      }
      case Frame.Ping(var id) -> {
        // An even one would be the answer to a ping of ours.
        if (id % 2 == 1) {
          writer.ping(id);
        }
      }
      case Frame.GoAway _ -> {
        return false;
      }
      case Frame.SynReply _ -> throw new SpdyFailure("a reply to a stream that nobody opened");
      case Frame.Other _ -> {}
    }
    return true;
  }

  private void open(Frame.SynStream syn, FrameWriter writer) throws IOException {
    if (syn.stream() % 2 == 0 || syn.stream() <= newest || syn.stream() == MAX_ID) {
      throw new SpdyFailure("stream " + syn.stream() + " after " + newest + " is out of order");
    }
    newest = syn.stream();
    streams.values().removeIf(SpdyStream::isOver);
    if (streams.size() >= MAX_STREAMS) {
      writer.reset(syn.stream(), FrameTypes.REFUSED_STREAM);
      return;
    }
    var stream = new SpdyStream(syn.stream(), syn.headers(), writer);
    streams.put(syn.stream(), stream);
    if (syn.last()) {
      stream.theyEnded();
    }
    writer.reply(syn.stream(), Collections.emptySortedMap());
    listener.opened(stream);
  }

  private void data(int id, boolean last, byte[] bytes, FrameWriter writer)
      throws IOException, InterruptedException {
    SpdyStream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    if (bytes.length > 0 && !stream.put(bytes, patienceMillis)) {
      streams.remove(id);
      stream.broke();
      writer.reset(id, FrameTypes.FLOW_CONTROL_ERROR);
      return;
    }
    if (last) {
      stream.theyEnded();
    }
  }
}
