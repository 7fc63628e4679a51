package dev.skerry.api.resource;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import java.math.BigDecimal;
import java.util.Optional;

/// Lays what is known only now over what is stored: when a site was last heard, and how far away it
/// is. These are never logged, so they carry no revision.
final class Overlay {
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  private static final int MICROS_SCALE = 3;

  private final ControlPort port;

  Overlay(ControlPort port) {
    this.port = port;
  }

  JsonBytes shown(Entry entry) {
    if (!entry.key().kind().equals(SITE)) {
      return entry.text();
    }
    Optional<Presence.Sign> sign = port.presence().of("site:" + entry.key().name());
    return sign.isEmpty() ? entry.text() : JsonBytes.of(with(entry.json(), sign.get()));
  }

  private static Obj with(Obj site, Presence.Sign sign) {
    Obj heard = site.withAt(Json.of(sign.wall().toString()), "status", "lastHeard");
    if (sign.rtt().isZero()) {
      return heard;
    }
    BigDecimal millis = BigDecimal.valueOf(sign.rtt().toNanos() / 1_000, MICROS_SCALE);
    return heard.withAt(new Json.Dec(millis), "status", "rttMs");
  }
}
