package dev.skerry.drivers.network;

import dev.skerry.drivers.libc.CLibrary;
import dev.skerry.node.driver.PortLine;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A connection to a port as a process in a network namespace would make it. A thread of its own
/// enters the namespace, makes the socket and ends: a socket stays in the namespace it was made in
/// (setns(2), network_namespaces(7)), a thread of others never leaves ours.
@SuppressWarnings("restricted")
public final class LoopbackLine implements PortLine {
  /// Where a process listens for its own machine.
  public static final List<InetAddress> LOCAL =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  /// Within a machine a port answers at once or not at all.
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// O_RDONLY | O_CLOEXEC.
  private static final int READ_ONLY = 0x80000;

  private static final int NETWORK = 0x40000000;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final MethodHandle SET_NAMESPACE =
      CLibrary.function("setns", FunctionDescriptor.of(INT, INT, INT));

  private final SocketChannel channel;
  private final InputStream input;
  private final OutputStream output;

  private LoopbackLine(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.input = channel.socket().getInputStream();
    this.output =
        new FilterOutputStream(channel.socket().getOutputStream()) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            channel.shutdownOutput();
          }
        };
  }

  /// @param namespace empty for ours
  /// @param addresses tried in turn
  public static PortLine connect(Optional<Path> namespace, List<InetAddress> addresses, int port)
      throws IOException {
    var connecting =
        new FutureTask<>(() -> {
          if (namespace.isPresent()) {
            enter(namespace.get());
          }
          return new LoopbackLine(first(addresses, port));
        });
    Thread.ofPlatform().daemon().name("port-dial").start(connecting);
    try {
      return connecting.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
    } catch (InterruptedException stopped) {
      connecting.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting to port " + port, stopped);
    }
  }

  private static SocketChannel first(List<InetAddress> addresses, int port) throws IOException {
    var failed = new IOException("nothing listens at port " + port);
    for (InetAddress address : addresses) {
      SocketChannel channel =
          SocketChannel.open(
              address instanceof Inet6Address
                  ? StandardProtocolFamily.INET6
                  : StandardProtocolFamily.INET);
      try {
        channel.socket().connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
        return channel;
      } catch (IOException refused) {
        channel.close();
        failed.addSuppressed(refused);
      }
    }
    throw failed;
  }

  private static void enter(Path namespace) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int place =
          (int) CLibrary.OPEN.invokeExact(arena.allocateFrom(namespace.toString()), READ_ONLY);
      if (place < 0) {
        throw new IOException("network namespace " + namespace + " is not there");
      }
      int done = (int) SET_NAMESPACE.invokeExact(place, NETWORK);
      int _ = (int) CLibrary.CLOSE.invokeExact(place);
      if (done != 0) {
        throw new IOException("network namespace " + namespace + " may not be entered");
      }
    } catch (IOException known) {
      throw known;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException broken) {
      System.getLogger(LoopbackLine.class.getName())
          .log(System.Logger.Level.DEBUG, "LineNotClosed {0}", broken.getMessage());
    }
  }
}
