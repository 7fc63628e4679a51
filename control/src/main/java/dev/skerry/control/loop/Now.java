package dev.skerry.control.loop;

import java.time.Duration;
import java.time.Instant;

/// The time of a step: the wall clock for people and objects, and a steady one, which never jumps,
/// for everything that is measured.
public record Now(Instant wall, Duration elapsed) {
  /// The steady time as an instant of no calendar; comparable only with its like of one process.
  public Instant steady() {
    return Instant.EPOCH.plus(elapsed);
  }
}
