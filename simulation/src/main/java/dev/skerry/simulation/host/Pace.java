package dev.skerry.simulation.host;

import dev.skerry.sync.session.Reconnect;
import java.time.Duration;

/// How fast a world lives: a fleet that is watched closely, or one whose weeks pass in minutes.
///
/// @param tick of every process
public record Pace(Duration heartbeat, Duration silence, Duration tick, Reconnect.Config dialling) {
  /// As in the lab.
  public static final Pace CLOSE =
      new Pace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(1),
          new Reconnect.Config(
              Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(10)));

  /// For cuts of weeks.
  public static final Pace SLOW =
      new Pace(
          Duration.ofMinutes(20),
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          new Reconnect.Config(
              Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofMinutes(30)));

  /// What may count as a silence when the clocks of both ends and a tick are allowed for.
  public Duration leastSilence() {
    return silence.minus(tick);
  }
}
