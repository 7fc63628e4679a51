package dev.skerry.api.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.ServerConnector;

/// Ends connections whose handshake, or whose begun headers, do not end: each byte would make
/// Jetty's idle timer start anew. Looks around on a thread of its own. HTTP/2 is left to Jetty: its
/// frames are bounded in number and size, and one connection carries all of a client's requests.
final class Doorman implements AutoCloseable {
  private final ServerConnector connector;
  private final Duration patience;
  private final CountDownLatch over = new CountDownLatch(1);
  private Map<EndPoint, Sight> known = new LinkedHashMap<>();

  /// What a connection was at when it last was at rest.
  private record Sight(long requests, long bytes, long since) {}

  Doorman(ServerConnector connector, Duration patience) {
    this.connector = connector;
    this.patience = patience;
  }

  void start() {
    Thread.ofVirtual().name("doorman").start(this::watch);
  }

  private void watch() {
    try {
      while (!over.await(patience.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        look(System.nanoTime());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long now) {
    var seen = new LinkedHashMap<EndPoint, Sight>();
    for (EndPoint each : connector.getConnectedEndPoints()) {
      Sight sight = inner(each).map(inner -> sight(each, inner, now)).orElse(new Sight(0, 0, now));
      if (now - sight.since() > patience.toNanos()) {
        each.close();
      } else {
        seen.put(each, sight);
      }
    }
    known = seen;
  }

  private Sight sight(EndPoint end, Connection inner, long now) {
    var rest = new Sight(inner.getMessagesIn(), inner.getBytesIn(), now);
    Sight before = known.getOrDefault(end, rest);
    if (inner instanceof NegotiatingServerConnection) {
      return before;
    }
    if (!(inner instanceof ConnectionMetaData) || inner.getMessagesIn() > inner.getMessagesOut()) {
      return rest;
    }
    boolean began = before.requests() == rest.requests() && rest.bytes() > before.bytes();
    return began ? before : rest;
  }

  /// What speaks through TLS; empty while a connection is being made.
  private static Optional<Connection> inner(EndPoint end) {
    return Optional.ofNullable(end.getConnection())
        .map(outer ->
            outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
