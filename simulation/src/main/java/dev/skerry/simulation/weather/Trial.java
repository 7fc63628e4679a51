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
  RESTORE
}
