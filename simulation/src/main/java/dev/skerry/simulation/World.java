package dev.skerry.simulation;

import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Bugs;
import dev.skerry.simulation.host.Nature;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.monitor.Monitors;
import dev.skerry.simulation.people.Client;
import dev.skerry.simulation.people.Manifests;
import dev.skerry.simulation.people.Oracle;
import dev.skerry.simulation.people.People;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.weather.Weather;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import dev.skerry.simulation.world.Violated;
import dev.skerry.store.memory.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The life of one fleet, drawn from one seed: it is built, people use it, the weather is bad, the
/// weather clears up, and in the end everything must have come together again.
final class World {
  private static final String STREAM = "world";
  private static final int SITES = 3;
  private static final int SLOW_PER_MILLE = 200;
  private static final int RESTORE_PER_MILLE = 200;

  /// Of a bug's stack, in the trace.
  private static final int FRAMES = 8;

  /// Monitors look around every so many ticks.
  private static final int LOOK_TICKS = 5;

  private final Agenda agenda = new Agenda();
  private final Trace trace = new Trace(agenda);
  private final Oracle oracle = new Oracle();
  private final Streams streams;
  private final Epoch epoch;
  private final Weather weather;
  private final Monitors monitors;
  private final Fleet fleet;
  private final boolean restores;
  private boolean watching;

  /// How long the parts of a life are.
  private record Epoch(Pace pace, Duration bad, Duration calm, Duration trouble, Duration people) {
    static final Epoch CLOSE =
        new Epoch(
            Pace.CLOSE,
            Duration.ofMinutes(3),
            Duration.ofSeconds(150),
            Duration.ofSeconds(10),
            Duration.ofSeconds(7));
    static final Epoch SLOW =
        new Epoch(
            Pace.SLOW,
            Duration.ofDays(10),
            Duration.ofHours(12),
            Duration.ofHours(14),
            Duration.ofHours(10));
  }

  /// What a life came to.
  record Ending(long events, String digest, Optional<Failure> failure, List<String> last) {}

  /// Which promise was broken, or `Bug` when the program met an error of its own.
  record Failure(String monitor, String sentence) {}

  World(long seed, Bugs bugs) {
    streams = new Streams(seed);
    epoch = streams.perMille(STREAM, SLOW_PER_MILLE) ? Epoch.SLOW : Epoch.CLOSE;
    restores = streams.perMille(STREAM, RESTORE_PER_MILLE);
    weather = new Weather(agenda, streams, trace, epoch.trouble());
    monitors = new Monitors(oracle, epoch.pace());
    var nature = new Nature(agenda, streams, trace, epoch.pace(), monitors, weather, bugs);
    fleet = new Fleet(nature, weather::disk);
  }

  /// Lives through all of it.
  Ending live() {
    Optional<Failure> failure = Optional.empty();
    try {
      happen();
    } catch (Violated violated) {
      failure = Optional.of(new Failure(violated.monitor(), String.valueOf(violated.getMessage())));
    } catch (RuntimeException | AssertionError bug) {
      trace.note("bug", bug + " " + List.of(bug.getStackTrace()).stream().limit(FRAMES).toList());
      failure = Optional.of(new Failure("Bug", bug.toString()));
    }
    return new Ending(agenda.events(), trace.digest(), failure, trace.last());
  }

  private void happen() {
    for (int i = 1; i <= SITES; i++) {
      fleet.join("s" + i, Shape.LOCAL);
    }
    var people = new People(fleet, oracle, epoch.people());
    fleet.run(epoch.pace().tick().multipliedBy(5));
    place();
    watching = true;
    look();
    people.begin();
    fleet.run(epoch.people().multipliedBy(4));
    weather.begin(fleet);
    if (restores) {
      restore();
    }
    fleet.run(epoch.bad());
    people.end();
    weather.clear(fleet);
    fleet.run(epoch.calm());
    watching = false;
    if (!restores) {
      monitors.settled(fleet);
    }
  }

  private void place() {
    var told = new ArrayList<Client.Told>();
    new Client(fleet.core()).create(Manifests.placement("everywhere", 1), told::add);
    fleet.run(Duration.ofSeconds(1));
    if (!(told.getFirst() instanceof Client.Told.Done)) {
      throw new IllegalStateException("the placement was not made: " + told);
    }
  }

  private void look() {
    if (watching) {
      monitors.tick(fleet);
      agenda.after(epoch.pace().tick().multipliedBy(LOOK_TICKS), this::look);
    }
  }

  /// The core's store is copied now and put back later. What it comes to is a matter for people:
  /// until they say what the truth is, nothing ends, so nothing need come together.
  private void restore() {
    MemoryDisk.Backup backup = fleet.core().disk().backup();
    agenda.after(
        streams.between(STREAM, Duration.ZERO, epoch.bad().dividedBy(2)),
        () -> {
          monitors.restored(fleet.core());
          fleet.core().restore(backup);
        });
  }
}
