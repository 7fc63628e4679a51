package dev.skerry.sync.session;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// When to dial again: exponential back-off with full jitter (Brooker, "Exponential Backoff And
/// Jitter"), so that ten thousand children that lost one parent do not return in one second. The
/// wait starts small again only after a conversation that lasted.
public final class Reconnect {
  /// Bounds of the waits.
  ///
  /// @param base the first wait is between zero and this
  /// @param cap no wait is longer
  /// @param lasted a conversation this long was a success
  public record Config(Duration base, Duration cap, Duration lasted) {
    public static final Config DEFAULT =
        new Config(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(10));

    public Config {
      if (base.toMillis() < 1 || cap.compareTo(base) < 0) {
        throw new IllegalArgumentException("waits from " + base + " to " + cap);
      }
    }
  }

  /// Beyond this many doublings every cap is reached.
  private static final int MAX_DOUBLINGS = 30;

  private final Config config;
  private final RandomGenerator chance;
  private int failures;

  /// @param chance derived from the seed and the link's name
  public Reconnect(Config config, RandomGenerator chance) {
    this.config = config;
    this.chance = chance;
  }

  /// Dialling failed, or the greeting was not answered.
  ///
  /// @return when to dial again
  public Instant failed(Instant now) {
    long widest = config.base().toMillis() << Math.min(failures, MAX_DOUBLINGS);
    long bound = Math.min(widest, config.cap().toMillis());
    failures = Math.min(failures + 1, MAX_DOUBLINGS);
    return now.plusMillis(chance.nextLong(bound + 1));
  }

  /// An established conversation ended.
  ///
  /// @return when to dial again
  public Instant lost(Instant establishedAt, Instant now) {
    if (!now.isBefore(establishedAt.plus(config.lasted()))) {
      failures = 0;
    }
    return failed(now);
  }
}
