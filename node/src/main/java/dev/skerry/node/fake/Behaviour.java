package dev.skerry.node.fake;

import java.time.Duration;
import java.util.Optional;

/// How containers of one image behave.
///
/// @param exitsAfter running this long; empty runs until it is stopped
/// @param stopsWithin after the stop signal; a longer time than the grace ends in a kill
/// @param failedPulls that many pulls fail before one succeeds
/// @param starts false when its process cannot be made
public record Behaviour(
    Optional<Duration> exitsAfter,
    int exitCode,
    boolean outOfMemory,
    Duration stopsWithin,
    int failedPulls,
    boolean starts) {
  /// Runs until it is stopped, and stops in half a second.
  public static final Behaviour SERVER =
      new Behaviour(Optional.empty(), 0, false, Duration.ofMillis(500), 0, true);

  public Behaviour exitsAfter(Duration time, int code) {
    return new Behaviour(Optional.of(time), code, outOfMemory, stopsWithin, failedPulls, starts);
  }

  public Behaviour runsOutOfMemoryAfter(Duration time) {
    return new Behaviour(Optional.of(time), 137, true, stopsWithin, failedPulls, starts);
  }

  public Behaviour stopsWithin(Duration time) {
    return new Behaviour(exitsAfter, exitCode, outOfMemory, time, failedPulls, starts);
  }

  public Behaviour pullFails(int times) {
    return new Behaviour(exitsAfter, exitCode, outOfMemory, stopsWithin, times, starts);
  }

  public Behaviour cannotStart() {
    return new Behaviour(exitsAfter, exitCode, outOfMemory, stopsWithin, failedPulls, false);
  }
}
