package dev.skerry.node.pod;

import java.time.Duration;

/// How long to wait before trying again: `first`, doubled for each further failure up to `most`.
public record Backoff(Duration first, Duration most) {
  /// Kubernetes' own figures for crashes and pulls.
  public static final Backoff KUBERNETES =
      new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(300));

  /// Shifting further would overflow, and `most` is reached long before.
  private static final int MAX_DOUBLINGS = 20;

  /// @param failures in a row, at least 1
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    Duration delay = first.multipliedBy(1L << doublings);
    return delay.compareTo(most) > 0 ? most : delay;
  }
}
