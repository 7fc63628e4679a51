package dev.skerry.simulation.wan;

import java.time.Duration;

/// How good a road is.
///
/// @param delay one way
/// @param jitter at most, on top of the delay
/// @param stallPerMille of messages that wait for a retransmission
/// @param bytesPerSecond in each direction
public record Shape(Duration delay, Duration jitter, int stallPerMille, long bytesPerSecond) {
  /// Inside one machine.
  public static final Shape LOCAL =
      new Shape(Duration.ofNanos(100_000), Duration.ZERO, 0, 1_000_000_000);

  private static final Duration LEAST_STALL = Duration.ofMillis(200);

  /// What a lost packet costs: TCP's least retransmission time, or a round trip.
  Duration stall() {
    Duration roundTrip = delay.multipliedBy(2);
    return roundTrip.compareTo(LEAST_STALL) > 0 ? roundTrip : LEAST_STALL;
  }
}
