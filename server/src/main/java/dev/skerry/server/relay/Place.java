package dev.skerry.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where one end of a line stands: `tcp:127.0.0.1:PORT` (0 picks a free one), `unix:/path`, or
/// `netns:/path:tcp:127.0.0.1:PORT`, which is the loopback of another network namespace.
public sealed interface Place extends Dial {
  String LOOPBACK = "tcp:127.0.0.1:";
  String NETNS = "netns:";

  record Tcp(int port) implements Place {}

  record Unix(Path path) implements Place {}

  /// @param namespace a file such as `/run/netns/s1`; needs root
  record Inside(Path namespace, int port) implements Place {}

  static Place parse(String text) {
    if (text.startsWith("unix:/")) {
      return new Unix(Path.of(text.substring("unix:".length())));
    }
    if (text.startsWith(LOOPBACK)) {
      return new Tcp(Integer.parseInt(text.substring(LOOPBACK.length())));
    }
    int split = text.lastIndexOf(":" + LOOPBACK);
    if (text.startsWith(NETNS) && split > 0) {
      return new Inside(
          Path.of(text.substring(NETNS.length(), split)),
          Integer.parseInt(text.substring(split + 1 + LOOPBACK.length())));
    }
    throw new IllegalArgumentException(
        "not a place: '"
            + text
            + "', want tcp:127.0.0.1:PORT, unix:/PATH or netns:/PATH:tcp:127.0.0.1:PORT");
  }

  default String text() {
    return switch (this) {
      case Tcp(int port) -> "tcp:127.0.0.1:" + port;
      case Unix(Path path) -> "unix:" + path;
      case Inside(Path namespace, int port) -> NETNS + namespace + ":" + LOOPBACK + port;
    };
  }

  default ServerSocketChannel listen() throws IOException {
    return switch (this) {
      case Tcp(int port) ->
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      case Unix(Path path) -> {
        Files.deleteIfExists(path);
        yield ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
      }
      case Inside(Path namespace, int port) -> Namespace.call(namespace, new Tcp(port)::listen);
    };
  }

  @Override
  default SocketChannel connect() throws IOException {
    return switch (this) {
      case Tcp(int port) ->
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      case Unix(Path path) -> SocketChannel.open(UnixDomainSocketAddress.of(path));
      case Inside(Path namespace, int port) -> Namespace.call(namespace, new Tcp(port)::connect);
    };
  }
}
