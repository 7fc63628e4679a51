package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;

/// A site that is not heard blocks nobody: with one away and all else calm, every rollout has ended
/// as far as the others go, and the core says that this one is not heard. When a copy of it is
/// heard in its place there are none away.
final class RolloutsEnd implements Monitor {
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");

  @Override
  public String name() {
    return "RolloutsEnd";
  }

  @Override
  public void oneAway(Fleet fleet, Machine away) {
    View core = fleet.core().process().orElseThrow().durable();
    boolean another =
        fleet.copies().stream()
            .anyMatch(copy -> copy.name().equals(away.name()) && fleet.serves(copy));
    if (another) {
      return;
    }
    for (Entry deployment : core.all(DEPLOYMENT, TenantName.DEFAULT).values()) {
      Obj object = deployment.json();
      require(
          object
              .integer("status", "observedGeneration")
              .equals(object.integer("metadata", "generation")),
          deployment.key() + " waits while " + away.name() + " is away: " + object.obj("status"));
    }
    Obj site = core.find(ObjectKey.of(SITE, "", away.name().value())).orElseThrow().json();
    String online =
        site.items("status", "conditions").stream()
            .filter(c -> c.text("type").equals("Online"))
            .map(c -> c.text("status"))
            .findFirst()
            .orElse("nothing");
    require(
        online.equals("Unknown"), away.name() + " has been away for long and is Online=" + online);
  }
}
