package dev.skerry.simulation.weather;

/// A kind of trouble. Each seed draws which of them its world has.
enum Trial {
  CUT,
  ONE_WAY_CUT,
  RESET,
  BAD_ROAD,
  CRASH,
  STRIKE,
  POWER_CUT,
  FULL_DISK,
  FAILING_DISK,
  CLOCK
}
