package dev.skerry.server.front;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.plane.Presence;
import dev.skerry.control.write.Refusal;
import dev.skerry.link.ByteStream;
import dev.skerry.link.LinkFailure;
import dev.skerry.link.StreamBroker;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.gate.Call;
import dev.skerry.server.gate.Caller;
import dev.skerry.server.plane.Loop;
import java.io.IOException;
import java.io.InputStream;
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
    byte[] body = exchange.body();
    try (ByteStream stream = broker.open("site:" + site, Call.PURPOSE, site.value(), PATIENCE)) {
      exchange.whenGone(() -> Thread.ofVirtual().name("gate-gone").start(stream::close));
      Call.Head head = Caller.ask(new Call(exchange.method(), path, headers, user), body, stream);
      head.headers().forEach(exchange::setHeader);
      String type = head.headers().getOrDefault("content-type", Exchange.JSON);
      try (InputStream answer = stream.input();
          OutputStream out = exchange.stream(head.status(), type)) {
        out.flush();
        Caller.copy(answer, out);
      }
    } catch (LinkFailure unreachable) {
      throw Refused.because(
          Refusal.Reason.SITE_UNREACHABLE,
          "site " + site + " does not answer: " + unreachable.getMessage() + age(site));
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
