package dev.skerry.link;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// Opens WebSockets to one parent. Any thread.
final class Dialer implements AutoCloseable {
  /// TCP and TLS and the upgrade, each; a satellite link needs several round trips of 0.7 s.
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  private final URI parent;
  private final HttpClient client;

  /// @param parent `https://host:port`
  /// @param tls trusts the parent's authority and carries this end's certificate
  Dialer(URI parent, SSLContext tls) {
    this.parent = parent;
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  URI parent() {
    return parent;
  }

  /// Blocks until the listener heard `opened`, at most twice [#CONNECT_TIMEOUT].
  void dial(String path, Socket.Listener listener, int maxMessageBytes) throws IOException {
    String scheme = "http".equals(parent.getScheme()) ? "ws" : "wss";
    URI where = URI.create(scheme + "://" + parent.getAuthority() + path);
    WebSocket _ =
        JdkSocket.await(
            client
                .newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(where, new JdkSocket.Receiver(listener, maxMessageBytes)),
            CONNECT_TIMEOUT.multipliedBy(2));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
