package dev.skerry.api.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// The HTTPS server of a control plane: HTTP/2 and HTTP/1.1 on one port, client certificates asked
/// for but not demanded, a virtual thread per request.
public final class Front implements AutoCloseable {
  private static final int MAX_STREAMS_PER_CONNECTION = 1_000;

  /// Connections the kernel holds while we are busy; a fleet comes back all at once.
  private static final int ACCEPT_QUEUE = 4_096;

  /// For the last bytes of answers when the server stops; a client that does not read gets none.
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Server server;
  private final ServerConnector connector;
  private final ServerWebSocketContainer sockets;
  private final Responder responder;
  private final Doorman doorman;
  private final Underway underway = new Underway();

  /// @param address port 0 takes a free one
  /// @param tls as [dev.skerry.pki.TlsContexts#server] makes it
  public Front(InetSocketAddress address, SSLContext tls, Responder responder) {
    this(address, tls, responder, Patience.DEFAULT);
  }

  /// @param patience with clients that are slow
  public Front(InetSocketAddress address, SSLContext tls, Responder responder, Patience patience) {
    this.responder = responder;
    var threads = new VirtualThreadPool();
    threads.setName("api");
    threads.setMaxConcurrentTasks(0);
    server = new Server(threads);
    var http = configuration();
    var ssl = new SslContextFactory.Server();
    ssl.setSslContext(tls);
    ssl.setWantClientAuth(true);
    var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    var h2 = new HTTP2ServerConnectionFactory(http);
    h2.setMaxConcurrentStreams(MAX_STREAMS_PER_CONNECTION);
    connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(ssl, alpn.getProtocol()),
            alpn,
            h2,
            new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(patience.idle().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    var limit = new NetworkConnectionLimit(connections(), connector);
    limit.setEndPointIdleTimeout(patience.headers().toMillis());
    server.addBean(limit);
    connector.addBean(new TurnedAway());
    doorman = new Doorman(connector, patience.headers());
    sockets = ServerWebSocketContainer.ensure(server);
    var requests = new Requests(responder, patience, underway);
    server.setErrorHandler(requests::error);
    server.setHandler((Handler) requests);
  }

  /// As many as leave the process files to keep its state in.
  private static int connections() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    long files =
        system instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return (int) Math.min(Bounds.CONNECTIONS, files * Bounds.CONNECTIONS_OF_FILES);
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    var secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(Bounds.HEADER_BYTES);
    return http;
  }

  /// @throws IOException when the address cannot be had, such as a port in use
  public void start() throws IOException {
    try {
      server.start();
      doorman.start();
    } catch (IOException taken) {
      throw taken;
    } catch (Exception broken) {
      throw new IllegalStateException("the HTTP server does not start", broken);
    }
  }

  /// Where WebSocket ends are mounted before the start; a request handed to it becomes one.
  public ServerWebSocketContainer sockets() {
    return sockets;
  }

  public int port() {
    return connector.getLocalPort();
  }

  /// Answers that go on by themselves end as answers do; then the connections are closed.
  @Override
  public void close() {
    responder.stopping();
    doorman.close();
    try {
      underway.awaitNone(FAREWELL);
      server.stop();
    } catch (Exception broken) {
      throw new IllegalStateException("the HTTP server does not stop", broken);
    }
  }
}
