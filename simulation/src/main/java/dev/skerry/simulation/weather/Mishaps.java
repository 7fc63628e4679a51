package dev.skerry.simulation.weather;

import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.wan.Road;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.store.memory.MemoryDisk;
import java.time.Duration;

/// What people do to disks: they start a copy of a site beside it, put older disks back and tell
/// nobody, and restore a core. Its streams are its own, so that a life that leaves it out is what
/// it would be without it.
public final class Mishaps {
  private static final String STREAM = "mishaps";

  /// The stream from which restored cores were drawn before there was anything else here.
  private static final String WORLD = "world";

  private static final int RESTORED_CORE_PER_MILLE = 200;
  private static final int CLONE_PER_MILLE = 120;
  private static final int OLD_DISK_PER_MILLE = 100;
  private static final int OLD_CORE_PER_MILLE = 70;

  private final Fleet fleet;
  private final Streams streams;
  private final Turns turns;
  private final Hearing people;
  private boolean bad = true;

  /// Who knows what was done.
  public interface Hearing {
    /// A disk is copied now.
    ///
    /// @return to be called when it is put back
    Runnable remembers(Machine machine);

    /// An older copy of the machine's store is going to be restored, as the manual says it.
    void restored(Machine machine);

    /// An older disk of the machine is going to be put in, and nobody is told.
    void wentBack(Machine machine);

    /// A copy of a site is going to be started.
    void copied(Machine copy);
  }

  /// A copy of a disk, and what to do when it is put back.
  record Moment(Machine machine, MemoryDisk.Backup disk, Runnable back) {}

  Mishaps(Fleet fleet, Turns turns, Hearing people) {
    this.fleet = fleet;
    this.streams = fleet.nature().streams();
    this.turns = turns;
    this.people = people;
  }

  /// Draws what is going to happen.
  ///
  /// @param time for how long the weather is going to be bad
  void begin(Duration time) {
    if (streams.perMille(WORLD, RESTORED_CORE_PER_MILLE)) {
      Duration when = streams.between(WORLD, Duration.ZERO, time.dividedBy(2));
      if (turns.happens(Trial.RESTORED_CORE)) {
        Moment moment = remember(fleet.core());
        after(when, () -> restore(moment));
      }
    }
    Machine cloned = streams.pick(STREAM, fleet.sites());
    Machine old = streams.pick(STREAM, fleet.sites());
    if (draws(Trial.CLONE, CLONE_PER_MILLE)) {
      after(within(time.dividedBy(2)), () -> copy(cloned, time));
    }
    if (draws(Trial.OLD_DISK, OLD_DISK_PER_MILLE)) {
      goesBack(old, time);
    }
    if (draws(Trial.OLD_CORE, OLD_CORE_PER_MILLE)) {
      goesBack(fleet.core(), time);
    }
  }

  private boolean draws(Trial trial, int share) {
    return streams.perMille(trial.name(), share) && turns.happens(trial);
  }

  private Duration within(Duration most) {
    return streams.between(STREAM, Duration.ZERO, most);
  }

  private void after(Duration delay, Runnable what) {
    Agenda agenda = fleet.nature().agenda();
    agenda.after(
        delay,
        () -> {
          if (bad) {
            what.run();
          }
        });
  }

  private void goesBack(Machine machine, Duration time) {
    Duration age = within(time.dividedBy(2));
    after(
        within(time.dividedBy(2)),
        () -> {
          Moment moment = remember(machine);
          after(
              age,
              () -> {
                people.wentBack(machine);
                moment.back().run();
                machine.image(moment.disk());
              });
        });
  }

  /// The disk is copied; later the copy is started, on a road that comes and goes, while the road
  /// of the original is cut for a while or not.
  private void copy(Machine site, Duration time) {
    Machine copy = fleet.clone(site);
    Duration begins = within(time.dividedBy(4));
    Duration alone = within(time.dividedBy(4));
    boolean cut = streams.of(STREAM).nextBoolean();
    Duration crash = within(time.dividedBy(2));
    after(
        begins,
        () -> {
          people.copied(copy);
          copy.start();
          if (cut) {
            cut(site, alone);
          }
        });
    after(begins.plus(crash), () -> copy.crash("killed"));
    after(begins.plus(crash).plus(alone), () -> cut(copy, alone));
  }

  private void cut(Machine box, Duration length) {
    Road road = box.road().orElseThrow();
    box.note("is cut off, as the other one is not");
    road.cut();
    after(length, road::heal);
  }

  Moment remember(Machine machine) {
    return new Moment(machine, machine.disk().backup(), people.remembers(machine));
  }

  void restore(Moment moment) {
    people.restored(moment.machine());
    moment.back().run();
    moment.machine().restore(moment.disk());
  }

  /// From now on people leave disks alone.
  void end() {
    bad = false;
  }
}
