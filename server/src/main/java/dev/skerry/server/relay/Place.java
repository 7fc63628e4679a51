package dev.skerry.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where one end of a line stands: `tcp:127.0.0.1:PORT` (0 picks a free one) or `unix:/path`.
public sealed interface Place {
  record Tcp(int port) implements Place {}

  record Unix(Path path) implements Place {}

  static Place parse(String text) {
    if (text.startsWith("unix:/")) {
      return new Unix(Path.of(text.substring("unix:".length())));
    }
    if (text.startsWith("tcp:127.0.0.1:")) {
      return new Tcp(Integer.parseInt(text.substring("tcp:127.0.0.1:".length())));
    }
    throw new IllegalArgumentException(
        "not a place: '" + text + "', want tcp:127.0.0.1:PORT or unix:/PATH");
  }

  default String text() {
    return switch (this) {
      case Tcp(int port) -> "tcp:127.0.0.1:" + port;
      case Unix(Path path) -> "unix:" + path;
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
    };
  }

  /// Waits for the connection as long as the system does.
  default SocketChannel connect() throws IOException {
    SocketAddress address =
        switch (this) {
          case Tcp(int port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
          case Unix(Path path) -> UnixDomainSocketAddress.of(path);
        };
    return SocketChannel.open(address);
  }
}
