package dev.skerry.link;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.Identity;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.issue.Authority;
import dev.skerry.sync.session.Reconnect;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// A parent on a loopback port with certificates of its own, and what its children need.
final class Parent implements AutoCloseable {
  private final SecureRandom chance = new SecureRandom();
  private final Authority ca;
  private final Server server = new Server();
  private final ServerConnector connector;
  final ParentLinks links;
  final Recorder events = new Recorder();
  final StreamBroker streams;

  Parent(StreamBroker.Asker asker) {
    ca = authority();
    streams = new StreamBroker(asker, chance);
    links = new ParentLinks(Parent::name, events, streams, new Packing());
    Identity own = serverIdentity();
    var ssl = new SslContextFactory.Server();
    ssl.setSslContext(tls().server(() -> own, List.of(ca.certificate())));
    ssl.setWantClientAuth(true);
    var http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    connector = new ServerConnector(server, ssl, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(WebSocketUpgradeHandler.from(server, links::mount));
    try {
      server.start();
    } catch (Exception broken) {
      throw new AssertionError("the parent's server does not start", broken);
    }
  }

  private Authority authority() {
    try {
      return new Authority(Authority.create(new SiteName("core"), Instant.now(), chance), chance);
    } catch (PkiRefused bug) {
      throw new AssertionError(bug);
    }
  }

  private Identity serverIdentity() {
    try {
      return ca.server(ServerNames.of(List.of("127.0.0.1", "localhost")), Instant.now());
    } catch (PkiRefused bug) {
      throw new AssertionError(bug);
    }
  }

  private TlsContexts tls() {
    return new TlsContexts(InstantSource.system(), Duration.ZERO, chance);
  }

  private static Optional<String> name(List<X509Certificate> chain) {
    try {
      return chain.isEmpty()
          ? Optional.empty()
          : Principal.of(chain.getFirst()).siteName().map(SiteName::value);
    } catch (PkiRefused refused) {
      return Optional.empty();
    }
  }

  URI address() {
    return URI.create("https://localhost:" + connector.getLocalPort());
  }

  SSLContext siteContext(String site) {
    Identity identity =
        ca.client(Principal.site(new SiteName(site), Uid.random(5, 5)), Instant.now());
    return tls().client(() -> identity, List.of(ca.certificate()));
  }

  SSLContext strangerContext() {
    return tls().anonymous(List.of(ca.certificate()));
  }

  /// A child that dials `address` with short waits.
  static ChildLink child(URI address, SSLContext tls, LinkEvents events) {
    var quick =
        new Reconnect.Config(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(1));
    return new ChildLink(
        new ChildLink.Config(address, tls, quick, new Random(1), _ -> "; says its remark"),
        events,
        InstantSource.system(),
        new Packing());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) {
      throw new AssertionError("the parent's server does not stop", stuck);
    }
  }
}
