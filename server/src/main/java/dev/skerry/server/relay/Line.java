package dev.skerry.server.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// One emulated link: a place where the child knocks, and the parent behind it. Connections made
/// while it is cut are accepted, and stay without an answer until it heals.
public final class Line implements AutoCloseable {
  private final String name;
  private final Dial target;
  private final ServerSocketChannel door;
  private final AtomicLong upBytes = new AtomicLong();
  private final AtomicLong downBytes = new AtomicLong();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = Weather.CLEAR;

  /// Counters of what passed, as TCP payload.
  public record Traffic(long upBytes, long downBytes) {}

  public Line(String name, Place at, Dial target) throws IOException {
    this.name = name;
    this.target = target;
    this.door = at.listen();
    Thread.ofVirtual().name("line-" + name).start(this::accept);
  }

  /// The TCP port this line listens on; 0 when it listens on a path.
  public int port() throws IOException {
    return door.getLocalAddress() instanceof InetSocketAddress tcp ? tcp.getPort() : 0;
  }

  public Weather weather() {
    return weather;
  }

  public void weather(Weather now) {
    weather = now;
  }

  public Traffic traffic() {
    return new Traffic(upBytes.get(), downBytes.get());
  }

  /// Sockets that are open, two a connection.
  public long sockets() {
    return open.stream().filter(SocketChannel::isOpen).count();
  }

  /// Breaks every connection with a reset, as a router that lost its state would.
  public void reset() {
    for (SocketChannel channel : open) {
      try {
        if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
      } catch (IOException _) {
        // Then it ends without a reset.
      }
      Pipe.closeQuietly(channel);
    }
    open.clear();
  }

  private void accept() {
    long number = 0;
    while (door.isOpen()) {
      try {
        SocketChannel child = door.accept();
        long seed = number++;
        Thread.ofVirtual().start(() -> serve(child, seed));
      } catch (IOException _) {
        // Out of descriptors, or closing: the next accept tells.
      }
    }
  }

  private void serve(SocketChannel child, long number) {
    open.add(child);
    open.removeIf(channel -> !channel.isOpen());
    try {
      while (!(weather.up() && weather.down()) && child.isOpen()) {
        Thread.sleep(20);
      }
      SocketChannel parent = target.connect();
      open.add(parent);
      if (parent.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
        parent.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      long seed = name.hashCode() * 31L + number;
      var up = new Pipe(child, parent, true, this::weather, upBytes, new Random(seed));
      var down = new Pipe(parent, child, false, this::weather, downBytes, new Random(~seed));
      up.start();
      down.start();
      up.awaitEnd();
      down.awaitEnd();
      Pipe.closeQuietly(parent);
      Pipe.closeQuietly(child);
    } catch (IOException _) {
      Pipe.closeQuietly(child);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(Pipe::closeQuietly);
  }
}
