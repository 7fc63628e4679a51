package dev.skerry.api.resource;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Entry;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Lays what is known only now over what is stored: when a site or a node was last heard, and how
/// far away a site is. These are never logged, so they carry no revision. And the node to which a
/// site bound a pod, which is not for this store to write.
final class Overlay {
  private static final int MICROS_SCALE = 3;

  private final ControlPort port;

  Overlay(ControlPort port) {
    this.port = port;
  }

  JsonBytes shown(Entry entry) {
    GroupKind kind = entry.key().kind();
    if (kind.equals(KindNames.SITE)) {
      return port.presence()
          .of("site:" + entry.key().name())
          .map(sign -> JsonBytes.of(heard(entry.json(), sign)))
          .orElse(entry.text());
    }
    if (kind.equals(KindNames.NODE)) {
      return JsonBytes.of(beating(entry.json(), sign(port.presence(), entry)));
    }
    return kind.equals(KindNames.POD) ? bound(entry) : entry.text();
  }

  private static Obj heard(Obj site, Presence.Sign sign) {
    Obj heard = site.withAt(Json.of(sign.wall().toString()), "status", "lastHeard");
    if (sign.rtt().isZero()) {
      return heard;
    }
    BigDecimal millis = BigDecimal.valueOf(sign.rtt().toNanos() / 1_000, MICROS_SCALE);
    return heard.withAt(new Json.Dec(millis), "status", "rttMs");
  }

  /// The last sign of life of a node; of one at a child that of the child, since what is held of
  /// the node is as old as that.
  static Optional<Presence.Sign> sign(Presence presence, Entry node) {
    return presence
        .of("node:" + node.key().name())
        .or(() -> presence.of("site:" + node.home().value()));
  }

  /// A node that was not heard since this process started was heard when a condition last changed.
  private static Obj beating(Obj node, Optional<Presence.Sign> sign) {
    if (node.items("status", "conditions").isEmpty()) {
      return node;
    }
    Optional<String> heard =
        sign.map(each -> each.wall().truncatedTo(ChronoUnit.SECONDS).toString());
    var conditions =
        node.items("status", "conditions").stream()
            .<Json>map(each ->
                each instanceof Obj condition
                    ? condition.with(
                        "lastHeartbeatTime",
                        Json.of(heard.orElseGet(() -> condition.text("lastTransitionTime"))))
                    : each)
            .toList();
    return node.withAt(Json.array(conditions), "status", "conditions");
  }

  private JsonBytes bound(Entry pod) {
    if (!Shares.own(port.view(), pod)) {
      return pod.text();
    }
    return Shares.nodeName(port.view(), pod)
        .map(node -> JsonBytes.of(pod.json().withAt(Json.of(node), "spec", "nodeName")))
        .orElse(pod.text());
  }
}
