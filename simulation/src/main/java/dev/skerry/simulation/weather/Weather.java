package dev.skerry.simulation.weather;

import dev.skerry.model.meta.SiteName;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Seeded trouble, from [#begin] to [#clear].
public final class Weather implements Trouble {
  private static final String STREAM = "weather";
  private static final int MILLE = 1000;
  private static final int TRIAL_PER_MILLE = 600;
  private static final int RESTORE_PER_MILLE = 150;

  private static final int FLAPS = 6;
  private static final Duration FLAP = Duration.ofMillis(700);

  /// A disk that retries its sectors.
  private static final int SLOW_TIMES = 40;

  private static final int STRIKES_IN_A_MILLION = 300;
  private static final int MILLION = 1_000_000;
  private static final Duration MOST_CLOCK_ERROR = Duration.ofDays(400);

  private final Streams streams;
  private final Agenda agenda;
  private final Trace trace;
  private final Duration pause;
  private final TreeMap<String, FickleDisk> disks = new TreeMap<>();
  private final List<Trial> trials = new ArrayList<>();
  private final Turns turns;
  private final TreeMap<SiteName, Mishaps.Moment> moments = new TreeMap<>();
  private Optional<Mishaps> mishaps = Optional.empty();
  private boolean bad;

  /// @param pause between two troubles, on average
  /// @param without the turns that do not happen
  public Weather(
      Agenda agenda, Streams streams, Trace trace, Duration pause, SortedSet<Integer> without) {
    this.turns = new Turns(without);
    this.agenda = agenda;
    this.streams = streams;
    this.trace = trace;
    this.pause = pause;
    for (Trial trial : Trial.values()) {
      if (trial.isMishap()) {
        break;
      }
      int share = trial == Trial.RESTORE ? RESTORE_PER_MILLE : TRIAL_PER_MILLE;
      if (streams.perMille(STREAM, share)) {
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
        && streams.of("strikes").nextInt(MILLION) < STRIKES_IN_A_MILLION
        && turns.happens(Trial.STRIKE);
  }

  /// @param people who hear of every disk that is put back or copied
  /// @param length how long it is going to last
  public void begin(Fleet fleet, Mishaps.Hearing people, Duration length) {
    bad = true;
    trace.note(STREAM, "turns bad: " + trials);
    disks.values().forEach(d -> d.failing(trials.contains(Trial.FAILING_DISK)));
    if (!trials.isEmpty()) {
      next(fleet);
    }
    var hands = new Mishaps(fleet, turns, people);
    mishaps = Optional.of(hands);
    hands.begin(length);
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

  /// Lets it happen, unless the plot leaves it out.
  private void strike(Fleet fleet, Trial trial) {
    Machine site = streams.pick(STREAM, fleet.sites());
    Machine any = streams.pick(STREAM, fleet.machines());
    Duration length = length();
    Shape shape = shape();
    Duration clock = streams.between(STREAM, MOST_CLOCK_ERROR.negated(), MOST_CLOCK_ERROR);
    Road.Direction direction = streams.pick(STREAM, List.of(Road.Direction.values()));
    if (!turns.happens(trial)) {
      return;
    }
    Road road = site.road().orElseThrow();
    switch (trial) {
      case CUT -> {
        trace.note(site.name().value(), "is cut off");
        road.cut();
        agenda.after(length, () -> heal(road));
      }
      case ONE_WAY_CUT -> {
        trace.note(site.name().value(), "is cut off " + direction);
        road.cut(direction);
        agenda.after(length, () -> heal(road));
      }
      case FLAP -> flap(road, FLAPS);
      case RESET -> road.reset();
      case BAD_ROAD -> road.shape(shape);
      case CRASH -> any.crash("killed");
      case STRIKE, FAILING_DISK -> {}
      case POWER_CUT -> {
        any.powerOff();
        agenda.after(length, any::powerOn);
      }
      case PAUSE -> any.pause(length.dividedBy(2), streams.perMille("sleep", MILLE / 2));
      case FAIL_OVER -> fleet.core().failOver(length);
      case FULL_DISK -> {
        any.fillDisk();
        agenda.after(length, any::makeRoom);
      }
      case SLOW_DISK -> {
        any.slowDisk(SLOW_TIMES);
        agenda.after(length, () -> any.slowDisk(1));
      }
      case CLOCK -> any.clockShows(clock);
      case RESTORE -> restore(site);
      case RESTORED_CORE, CLONE, OLD_DISK, OLD_CORE -> {}
    }
  }

  private void flap(Road road, int times) {
    if (!bad) {
      return;
    }
    road.cut();
    agenda.after(FLAP, () -> heal(road));
    if (times > 1) {
      agenda.after(FLAP.multipliedBy(2), () -> flap(road, times - 1));
    }
  }

  /// When the weather clears up all roads are healed; later it has no say.
  private void heal(Road road) {
    if (bad) {
      road.heal();
    }
  }

  /// The first time somebody copies the disk, the next time the copy is put back.
  private void restore(Machine site) {
    Mishaps hands = mishaps.orElseThrow();
    Mishaps.Moment moment = moments.remove(site.name());
    if (moment == null) {
      moments.put(site.name(), hands.remember(site));
    } else {
      hands.restore(moment);
    }
  }

  /// From now on troubles are counted under this name.
  public void phase(String name) {
    turns.phase(name);
  }

  /// How often each trouble happened: `<phase> <trouble>`.
  public SortedMap<String, Long> happened() {
    return turns.happened();
  }

  /// The numbers of the turns that happened.
  public SortedSet<Integer> numbers() {
    return turns.numbers();
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
    mishaps.ifPresent(Mishaps::end);
    var all = new ArrayList<>(fleet.machines());
    all.addAll(fleet.copies());
    for (Machine machine : all) {
      machine.makeRoom();
      machine.slowDisk(1);
      machine.road().ifPresent(Road::heal);
      machine.road().ifPresent(r -> r.shape(Shape.LOCAL));
      machine.powerOn();
    }
  }
}
