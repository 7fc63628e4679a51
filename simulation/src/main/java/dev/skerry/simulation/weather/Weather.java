package dev.skerry.simulation.weather;

import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Trouble;
import dev.skerry.simulation.wan.Road;
import dev.skerry.simulation.wan.Shape;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import dev.skerry.store.memory.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Seeded trouble, from [#begin] to [#clear].
public final class Weather implements Trouble {
  private static final String STREAM = "weather";
  private static final int MILLE = 1000;
  private static final int TRIAL_PER_MILLE = 600;
  private static final int STRIKES_IN_A_MILLION = 300;
  private static final int MILLION = 1_000_000;
  private static final Duration MOST_CLOCK_ERROR = Duration.ofDays(400);

  private final Streams streams;
  private final Agenda agenda;
  private final Trace trace;
  private final Duration pause;
  private final TreeMap<String, FickleDisk> disks = new TreeMap<>();
  private final List<Trial> trials = new ArrayList<>();
  private boolean bad;

  /// @param pause between two troubles, on average
  public Weather(Agenda agenda, Streams streams, Trace trace, Duration pause) {
    this.agenda = agenda;
    this.streams = streams;
    this.trace = trace;
    this.pause = pause;
    for (Trial trial : Trial.values()) {
      if (streams.perMille(STREAM, TRIAL_PER_MILLE)) {
        trials.add(trial);
      }
    }
  }

  /// The disk of a machine of this name.
  public Faults disk(String name) {
    return disks.computeIfAbsent(name, n -> new FickleDisk(streams.of("faults " + n)));
  }

  @Override
  public boolean strikes(String who) {
    return bad
        && trials.contains(Trial.STRIKE)
        && streams.of("strikes").nextInt(MILLION) < STRIKES_IN_A_MILLION;
  }

  public void begin(Fleet fleet) {
    bad = true;
    trace.note(STREAM, "turns bad: " + trials);
    disks.values().forEach(d -> d.failing(trials.contains(Trial.FAILING_DISK)));
    if (!trials.isEmpty()) {
      next(fleet);
    }
  }

  private void next(Fleet fleet) {
    agenda.after(
        streams.between(STREAM, Duration.ZERO, pause.multipliedBy(2)),
        () -> {
          if (bad) {
            strike(fleet, streams.pick(STREAM, trials));
            next(fleet);
          }
        });
  }

  /// How long a trouble lasts: mostly short, sometimes longer than anybody waits.
  private Duration length() {
    int drawn = streams.of(STREAM).nextInt(MILLE);
    return pause.multipliedBy(drawn < MILLE / 2 ? 1 : 8).multipliedBy(1 + drawn).dividedBy(MILLE);
  }

  private void strike(Fleet fleet, Trial trial) {
    Machine site = streams.pick(STREAM, fleet.sites());
    Machine any = streams.pick(STREAM, fleet.machines());
    Road road = site.road().orElseThrow();
    switch (trial) {
      case CUT -> {
        trace.note(site.name().value(), "is cut off");
        road.cut();
        agenda.after(length(), road::heal);
      }
      case ONE_WAY_CUT -> {
        trace.note(site.name().value(), "is cut off one way");
        road.cut(streams.pick(STREAM, List.of(Road.Direction.values())));
        agenda.after(length(), road::heal);
      }
      case RESET -> road.reset();
      case BAD_ROAD -> road.shape(shape());
      case CRASH -> any.crash("killed");
      case STRIKE, FAILING_DISK -> {}
      case POWER_CUT -> {
        any.powerOff();
        agenda.after(length(), any::powerOn);
      }
      case FULL_DISK -> {
        any.fillDisk();
        agenda.after(length(), any::makeRoom);
      }
      case CLOCK ->
          any.clockShows(streams.between(STREAM, MOST_CLOCK_ERROR.negated(), MOST_CLOCK_ERROR));
    }
  }

  /// A road as it may be, from a good line to a bad satellite.
  public Shape shape() {
    var chance = streams.of(STREAM);
    return new Shape(
        Duration.ofMillis(1 + chance.nextInt(400)),
        Duration.ofMillis(chance.nextInt(100)),
        chance.nextInt(50),
        8_000L << chance.nextInt(10));
  }

  /// All is well again, but for clocks: those stay as wrong as they are.
  public void clear(Fleet fleet) {
    bad = false;
    trace.note(STREAM, "clears up");
    disks.values().forEach(d -> d.failing(false));
    for (Machine machine : fleet.machines()) {
      machine.makeRoom();
      machine.road().ifPresent(Road::heal);
      machine.road().ifPresent(r -> r.shape(Shape.LOCAL));
      machine.powerOn();
    }
  }
}
