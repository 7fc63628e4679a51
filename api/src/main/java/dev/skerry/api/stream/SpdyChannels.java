package dev.skerry.api.stream;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import dev.skerry.api.http.Wire;
import dev.skerry.api.spdy.SpdyConnection;
import dev.skerry.api.spdy.SpdyStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The streams of a command over SPDY/3.1 as the channels of a WebSocket. The conversation begins
/// when the client has opened the streams it asked for. What it types waits for the command, and
/// holds up nobody but itself.
///
/// Source: k8s.io/kubelet/pkg/cri/streaming/remotecommand/httpstream.go.
final class SpdyChannels implements Socket {
  private static final System.Logger LOG = System.getLogger(SpdyChannels.class.getName());
  private static final int READ_BYTES = 16 * 1024;

  /// Until all streams are opened, and for the client to leave when it has been told all.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// One size of a terminal, in JSON; kubectl writes 25 bytes.
  private static final int SIZE_BYTES = 1024;

  /// By which a client ends one of its own channels, and the number of that one.
  private static final byte[] INPUT_ENDS = {(byte) 255, 0};

  private final Wire wire;
  private final SocketListener listener;
  private final SortedSet<Channel> awaited;
  private final Map<Channel, SpdyStream> streams = new ConcurrentSkipListMap<>();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean talking;

  /// @param asked streams that the client opens, whatever else it opens
  SpdyChannels(Wire wire, SortedSet<Channel> asked, SocketListener listener) {
    this.wire = wire;
    this.awaited = asked;
    this.listener = listener;
  }

  /// The streams that a request says its client opens.
  static SortedSet<Channel> asked(Exchange exchange) {
    var asked = new TreeSet<Channel>();
    asked.add(Channel.ERROR);
    for (Channel each : new Channel[] {Channel.STDIN, Channel.STDOUT}) {
      if (exchange.asks(each.name().toLowerCase(Locale.ROOT))) {
        asked.add(each);
      }
    }
    if (exchange.asks("stderr") && !exchange.asks("tty")) {
      asked.add(Channel.STDERR);
    }
    return asked;
  }

  /// Blocks until the client leaves, or was given the time to.
  void serve() throws IOException, InterruptedException {
    Thread.ofVirtual().name("spdy-begin").start(this::begin);
    try {
      new SpdyConnection(wire.input(), wire.output(), this::opened, SpdyConnection.FOREVER).run();
    } finally {
      over.countDown();
      complete.countDown();
      begun.countDown();
      listener.closed();
    }
  }

  private void begin() {
    try {
      boolean all = complete.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!all) {
        LOG.log(System.Logger.Level.DEBUG, "StreamsNotOpened {0}", awaited);
        wire.close();
      } else if (over.getCount() > 0) {
        talking = true;
        listener.opened(this);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      begun.countDown();
    }
  }

  private void opened(SpdyStream stream) {
    Optional<Channel> named = Channel.of(stream.headers().getOrDefault("streamtype", ""));
    if (named.isEmpty() || streams.putIfAbsent(named.get(), stream) != null) {
      stream.reset();
      return;
    }
    switch (named.get()) {
      case STDIN -> Thread.ofVirtual().name("spdy-input").start(() -> type(stream.input()));
      case RESIZE -> Thread.ofVirtual().name("spdy-resize").start(() -> resize(stream.input()));
      case STDOUT, STDERR, ERROR -> {}
    }
    awaited.remove(named.get());
    if (awaited.isEmpty()) {
      complete.countDown();
    }
  }

  private void type(InputStream typed) {
    var message = new byte[1 + READ_BYTES];
    try {
      begun.await();
      int n = typed.read(message, 1, READ_BYTES);
      while (n >= 0) {
        say(ByteBuffer.wrap(message, 0, 1 + n));
        n = typed.read(message, 1, READ_BYTES);
      }
      say(ByteBuffer.wrap(INPUT_ENDS));
    } catch (IOException ends) {
      LOG.log(System.Logger.Level.DEBUG, "InputEnds {0}", ends.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sizes come one a line.
  private void resize(InputStream sizes) {
    ByteBuffer size = ByteBuffer.allocate(1 + SIZE_BYTES).put(Channel.RESIZE.number());
    try {
      begun.await();
      for (int next = sizes.read(); next >= 0; next = sizes.read()) {
        if (next == '\n') {
          say(size.flip());
          size.clear().position(1);
        } else if (size.hasRemaining()) {
          size.put((byte) next);
        } else {
          throw new IOException("a terminal's size over " + SIZE_BYTES + " bytes");
        }
      }
    } catch (IOException ends) {
      LOG.log(System.Logger.Level.DEBUG, "SizesEnd {0}", ends.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One message at a time. When nobody hears any more the rest is read for nobody, so that the
  /// client has not to be cut off in the middle of what it still hears.
  private synchronized void say(ByteBuffer message) {
    if (!talking) {
      return;
    }
    try {
      listener.message(message);
    } catch (IOException deaf) {
      LOG.log(System.Logger.Level.DEBUG, "NotHeard {0}", deaf.getMessage());
      talking = false;
      close();
    }
  }

  /// What belongs to a stream that the client did not open is for nobody.
  @Override
  public void send(byte[] message) throws IOException {
    if (message.length > 1) {
      Optional<SpdyStream> stream = Channel.of(message[0]).map(streams::get);
      if (stream.isPresent()) {
        stream.get().output().write(message, 1, message.length - 1);
      }
    }
  }

  @Override
  public void close() {
    Thread.ofVirtual().name("spdy-end").start(this::end);
  }

  /// A connection that is closed at once could take the last words with it.
  private void end() {
    try {
      for (SpdyStream each : streams.values()) {
        each.output().close();
      }
      if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        wire.close();
      }
    } catch (IOException _) {
      wire.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
