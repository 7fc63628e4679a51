package dev.skerry.simulation.host;

import dev.skerry.simulation.world.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a machine has instead of true time: a wall clock, which people set, and a steady one, which
/// stands still while the machine sleeps. One quartz drives both.
final class Clock {
  private static final long MILLION = 1_000_000;

  private final Agenda agenda;
  private final long drift;
  private Duration set = Duration.ZERO;
  private Duration asleep = Duration.ZERO;
  private Optional<Duration> asleepSince = Optional.empty();

  /// @param drift how many seconds it gains in a million; negative when it loses them
  Clock(Agenda agenda, long drift) {
    this.agenda = agenda;
    this.drift = drift;
  }

  Instant wall() {
    return Agenda.START.plus(shown(agenda.now())).plus(set);
  }

  /// Since some moment before this machine began.
  Duration steady() {
    return shown(agenda.now().minus(asleep).minus(nap()));
  }

  private Duration shown(Duration real) {
    return real.plus(real.dividedBy(MILLION).multipliedBy(drift));
  }

  /// Somebody sets the wall clock.
  void set(Duration offset) {
    set = offset;
  }

  void sleep() {
    asleepSince = asleepSince.or(() -> Optional.of(agenda.now()));
  }

  void wake() {
    asleep = asleep.plus(nap());
    asleepSince = Optional.empty();
  }

  private Duration nap() {
    return asleepSince.map(since -> agenda.now().minus(since)).orElse(Duration.ZERO);
  }
}
