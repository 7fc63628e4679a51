package dev.skerry.simulation.weather;

/// A kind of trouble. Each seed draws which of them its world has.
public enum Trial {
  CUT,
  ONE_WAY_CUT,
  FLAP,
  RESET,
  BAD_ROAD,
  CRASH,
  STRIKE,
  POWER_CUT,
  PAUSE,
  FAIL_OVER,
  FULL_DISK,
  SLOW_DISK,
  FAILING_DISK,
  CLOCK,
  RESTORE,
  RESTORED_CORE(1),
  CLONE(2),
  OLD_DISK(3),
  OLD_CORE(4);

  private final int mishap;

  Trial() {
    this(0);
  }

  Trial(int mishap) {
    this.mishap = mishap;
  }

  /// The number of what people do to a disk, once in a life at most ([Mishaps]); 0 for the rest.
  int mishap() {
    return mishap;
  }

  boolean isMishap() {
    return mishap > 0;
  }
}
