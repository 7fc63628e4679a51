package dev.skerry.node.fake;

import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// One run on the fake machine. Its end is known as soon as it is decided, and seen when its time
/// has come.
final class FakeRun {
  private static final int TERM = 15;
  private static final int KILL = 9;
  private static final int BY_SIGNAL = 128;

  private final ContainerPlan plan;
  private final Behaviour behaviour;
  private final Instant started;
  private Optional<Instant> ends;
  private int code;
  private int signal;

  FakeRun(ContainerPlan plan, Behaviour behaviour, Instant started) {
    this.plan = plan;
    this.behaviour = behaviour;
    this.started = started;
    this.ends = behaviour.exitsAfter().map(started::plus);
    this.code = behaviour.exitCode();
    this.signal = behaviour.outOfMemory() ? KILL : 0;
  }

  ContainerPlan plan() {
    return plan;
  }

  /// When what is seen of it changes next.
  Optional<Instant> nextChange(Instant now) {
    return Stream.concat(Stream.of(started), ends.stream())
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  boolean over(Instant now) {
    return ends.filter(e -> !e.isAfter(now)).isPresent();
  }

  /// Answers when it will be over.
  Instant stop(Duration grace, Instant now) {
    boolean obeys = behaviour.stopsWithin().compareTo(grace) < 0;
    Instant end = now.plus(obeys ? behaviour.stopsWithin() : grace);
    if (ends.isEmpty() || ends.get().isAfter(end)) {
      ends = Optional.of(end);
      signal = obeys ? TERM : KILL;
      code = BY_SIGNAL + signal;
    }
    return ends.get();
  }

  Observation observe(Instant now) {
    Observation.State state = new Observation.State.Running(started);
    if (over(now)) {
      state =
          new Observation.State.Exited(
              code, signal, behaviour.outOfMemory(), started, ends.orElseThrow(), "");
    } else if (started.isAfter(now)) {
      state = new Observation.State.Created();
    }
    return new Observation(plan.id(), "fake-" + plan.id(), plan.image().digest(), state);
  }
}
