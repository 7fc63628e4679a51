package dev.skerry.api;

import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.ServiceAccounts;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.plane.Health;
import dev.skerry.api.plane.JoinPort;
import dev.skerry.api.plane.SiteGate;
import dev.skerry.api.plane.Streams;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.content.registry.Registry;
import dev.skerry.control.write.Pipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.kind.Kinds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the API is made of.
///
/// @param version of Skerry, such as `0.1.0`
/// @param kinds asked at every request, so that a kind registered later is served at once
/// @param hub fed by whoever feeds `control`
/// @param joins empty where nobody may join
/// @param gate empty where there are no children
/// @param streams empty where no pods run
/// @param registry empty where no images are kept
/// @param mounts looked at in order, before everything else that wants a user
public record ApiParts(
    String version,
    Supplier<Kinds> kinds,
    ControlPort control,
    Health health,
    WatchHub hub,
    Pipeline pipeline,
    InstantSource clock,
    Chance chance,
    Authentication authentication,
    ServiceAccounts accounts,
    Optional<JoinPort> joins,
    Optional<SiteGate> gate,
    Optional<Streams> streams,
    Optional<Registry> registry,
    List<Mount> mounts) {
  public ApiParts {
    mounts = List.copyOf(mounts);
  }
}
