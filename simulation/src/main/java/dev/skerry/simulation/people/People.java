package dev.skerry.simulation.people;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.world.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everybody: one person at the core, who looks after apps and their settings, and one at each
/// site, who takes notes in `local`.
public final class People {
  /// A ConfigMap of the core that two people write at the same time, each another entry.
  public static final String SHARED = "shared";

  private static final GroupKind CONFIG_MAP = GroupKind.core("ConfigMap");

  private final Fleet fleet;
  private final Oracle oracle;
  private final Streams streams;
  private final Duration pause;
  private final List<Person> all = new ArrayList<>();
  private final Person left;
  private final Person right;
  private boolean awake;

  /// @param pause between two requests of one person, on average
  public People(Fleet fleet, Oracle oracle, Duration pause) {
    this.fleet = fleet;
    this.oracle = oracle;
    this.streams = fleet.nature().streams();
    this.pause = pause;
    all.add(
        new Person(
            new Client(fleet.core()),
            oracle,
            streams,
            List.of(
                Manifests.deployment("shop"),
                Manifests.deployment("till"),
                ObjectKey.of(CONFIG_MAP, "default", "shop"),
                ObjectKey.of(CONFIG_MAP, "default", "prices")),
            ""));
    for (Machine site : fleet.sites()) {
      all.add(writer(site));
    }
    var shared = List.of(ObjectKey.of(CONFIG_MAP, "default", SHARED));
    left = new Person(new Client(fleet.core()), oracle, streams, shared, "left");
    right = new Person(new Client(fleet.core()), oracle, streams, shared, "right");
  }

  private Person writer(Machine site) {
    var notes =
        List.of(
            ObjectKey.of(CONFIG_MAP, "local", "note"), ObjectKey.of(CONFIG_MAP, "local", "list"));
    return new Person(new Client(site), oracle, streams, notes, "");
  }

  /// Somebody takes notes at a box that was not there before.
  public void joins(Machine box) {
    live(writer(box), "people at " + box.which());
  }

  public void begin() {
    awake = true;
    all.forEach(person -> live(person, "people"));
    together();
  }

  private void together() {
    fleet
        .nature()
        .agenda()
        .after(
            streams.between("two people", Duration.ZERO, pause.multipliedBy(4)),
            () -> {
              if (awake) {
                left.act();
                right.act();
                together();
              }
            });
  }

  private void live(Person person, String stream) {
    fleet
        .nature()
        .agenda()
        .after(
            streams.between(stream, Duration.ZERO, pause.multipliedBy(2)),
            () -> {
              if (awake) {
                person.act();
                live(person, stream);
              }
            });
  }

  /// Everybody goes home.
  public void end() {
    awake = false;
  }
}
