package dev.skerry.api.fleet;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Anything below `/sites/<site>`: asked of that site as the same user; what the site cannot be
/// asked now is remembered, as far as it is only read.
public final class Below {
  private static final List<String> READING = List.of("GET", "HEAD");

  private final Optional<SiteGate> gate;
  private final Remembering remembering;

  /// @param gate empty where there are no children
  public Below(Optional<SiteGate> gate, Remembering remembering) {
    this.gate = gate;
    this.remembering = remembering;
  }

  public void answer(Exchange exchange, User user)
      throws Refused, IOException, InterruptedException {
    List<String> path = exchange.segments();
    String name = path.size() < 2 ? "" : path.get(1);
    if (!Names.isLabel(name) || gate.isEmpty()) {
      throw Refused.because(Refusal.Reason.NOT_FOUND, "sites \"" + name + "\" not found");
    }
    var site = new SiteName(name);
    String rest = exchange.target().substring(("/sites/" + name).length());
    try {
      gate.get().forward(site, rest.startsWith("/") ? rest : "/" + rest, user, exchange);
    } catch (Refused refused) {
      if (!isRemembered(exchange, refused)) {
        throw refused;
      }
      var silent = new Remembering.Silent(site, path.subList(2, path.size()), refused);
      remembering.answer(exchange, user, silent);
    }
  }

  private static boolean isRemembered(Exchange exchange, Refused refused) {
    return refused.refusal().reason() == Refusal.Reason.SITE_UNREACHABLE
        && READING.contains(exchange.method())
        && exchange.header("Upgrade").isEmpty()
        && !exchange.isBegun();
  }
}
