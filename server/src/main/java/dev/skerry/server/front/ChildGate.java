package dev.skerry.server.front;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.status.Refused;
import dev.skerry.api.stream.Upgrade;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.write.Refusal;
import dev.skerry.link.ByteStream;
import dev.skerry.link.LinkFailure;
import dev.skerry.link.StreamBroker;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.gate.Call;
import dev.skerry.server.gate.Caller;
import dev.skerry.server.gate.Passage;
import dev.skerry.server.plane.Loop;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// Asks a child's API through a stream that the child opens when it is told to over its link.
public final class ChildGate implements SiteGate {
  /// A link of a second's round trip opens a stream in three of them.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final List<String> PASSED = List.of("Accept", "Content-Type", "User-Agent");

  private final Loop loop;
  private final StreamBroker broker;

  public ChildGate(Loop loop, StreamBroker broker) {
    this.loop = loop;
    this.broker = broker;
  }

  @Override
  public void forward(SiteName site, String path, User user, Exchange exchange)
      throws Refused, IOException, InterruptedException {
    if (loop.published().view().setting("child/" + site).isEmpty()) {
      throw Refused.because(Refusal.Reason.NOT_FOUND, "sites \"" + site + "\" not found");
    }
    var headers = new TreeMap<String, String>();
    for (String name : PASSED) {
      exchange.header(name).ifPresent(value -> headers.put(name, value));
    }
    List<String> offered = Upgrade.offered(exchange);
    boolean upgrades = !offered.isEmpty();
    if (exchange.asksForSocket() && !upgrades) {
      // Clients then ask without, as fabric8's does.
      throw Refused.because(
          Refusal.Reason.SERVICE_UNAVAILABLE,
          "a site's watches are not served over WebSocket through its core: ask without Upgrade");
    }
    if (upgrades) {
      headers.put(Call.PROTOCOLS, String.join(", ", offered));
    }
    var call = new Call(exchange.method(), path, headers, user);
    try {
      if (upgrades) {
        connect(site, call, exchange);
      } else {
        ask(site, call, exchange);
      }
    } catch (LinkFailure unreachable) {
      throw Refused.because(
          Refusal.Reason.SITE_UNREACHABLE,
          "site "
              + site
              + " does not answer: "
              + unreachable.getMessage()
              + age(site)
              + undone(call));
    }
  }

  private static String undone(Call call) {
    return List.of("GET", "HEAD").contains(call.method())
        ? ""
        : "; whether this write was made is not known here if it was under way: look when the site"
            + " is back, or ask its own API, which takes writes meanwhile";
  }

  private void ask(SiteName site, Call call, Exchange exchange) throws Refused, IOException {
    byte[] body = exchange.body();
    try (ByteStream stream = open(site)) {
      exchange.whenGone(() -> Thread.ofVirtual().name("gate-gone").start(stream::close));
      passOn(Caller.ask(call, body, stream), stream, exchange);
    }
  }

  private ByteStream open(SiteName site) throws LinkFailure {
    return broker.open("site:" + site, Call.PURPOSE, site.value(), PATIENCE);
  }

  /// An answer that breaks off is not closed, so that its client does not take it for a whole one.
  private static void passOn(Call.Head head, ByteStream stream, Exchange exchange)
      throws IOException {
    head.headers().forEach(exchange::setHeader);
    String type = head.headers().getOrDefault("content-type", Exchange.JSON);
    OutputStream out = exchange.stream(head.status(), type);
    out.flush();
    Caller.copy(stream.input(), out);
    out.close();
  }

  /// The child's API accepts the WebSocket before the client hears that we do.
  private void connect(SiteName site, Call call, Exchange exchange) throws Refused, IOException {
    ByteStream stream = open(site);
    boolean passed = false;
    try {
      Call.Head head = Caller.knock(call, stream);
      if (head.status() == Call.SWITCHED) {
        String protocol = head.headers().getOrDefault(Call.PROTOCOLS, "");
        Upgrade.accept(exchange, List.of(protocol), chosen -> new Passage(site, chosen, stream));
        passed = true;
      } else {
        passOn(head, stream, exchange);
      }
    } finally {
      if (!passed) {
        stream.close();
      }
    }
  }

  private String age(SiteName site) {
    Presence presence = loop.published().presence();
    return presence
        .of("site:" + site)
        .map(Presence.Sign::wall)
        .map(heard ->
            "; last heard " + Duration.between(heard, Instant.now()).toSeconds() + " s ago")
        .orElse("; not heard since this process started");
  }
}
