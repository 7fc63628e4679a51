package dev.skerry.api.spdy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The server's end of a connection: the client opens streams, all are accepted. kubectl's library
/// has no windows, so a stream whose reader is behind first holds its [SpdyStream#HELD_PIECES],
/// then the whole connection, and is reset when it takes nothing for [#PATIENCE_MILLIS].
public final class SpdyConnection {
  /// Streams at a time; `port-forward` uses two for each connection.
  static final int MAX_STREAMS = 256;

  static final long PATIENCE_MILLIS = 30_000;

  private static final int MAX_ID = 0x7fffffff;

  /// Hears of streams.
  public interface Listener {
    /// Returns at once.
    void opened(SpdyStream stream);
  }

  private final InputStream in;
  private final OutputStream out;
  private final Listener listener;
  private final SortedMap<Integer, SpdyStream> streams = new TreeMap<>();
  private int newest;

  /// @param in closed by its owner, which ends [#run]
  public SpdyConnection(InputStream in, OutputStream out, Listener listener) {
    this.in = in;
    this.out = out;
    this.listener = listener;
  }

  /// Blocks until the client leaves; then all streams are ended.
  ///
  /// @throws IOException when it does not leave in order, or does not speak SPDY/3.1
  public void run() throws IOException, InterruptedException {
    try (var headers = new HeaderBlock()) {
      var reader = new FrameReader(in, headers);
      var writer = new FrameWriter(out, headers);
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        if (!heard(frame.get(), writer)) {
          return;
        }
      }
    } finally {
      streams.values().forEach(SpdyStream::broke);
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
    if (bytes.length > 0 && !stream.put(bytes, PATIENCE_MILLIS)) {
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
