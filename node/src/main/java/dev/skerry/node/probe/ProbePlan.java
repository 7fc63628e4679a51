package dev.skerry.node.probe;

import java.time.Duration;
import java.util.OptionalLong;

/// One probe of a container, resolved. Kubernetes defaults are already in it.
///
/// @param successes in a row that make it well again, at least 1
/// @param failures in a row that make it ill, at least 1
/// @param graceSeconds of the kill this probe causes; empty takes the pod's
public record ProbePlan(
    Kind kind,
    Action action,
    Duration initialDelay,
    Duration period,
    Duration timeout,
    int successes,
    int failures,
    OptionalLong graceSeconds) {
  public enum Kind {
    STARTUP("Startup"),
    LIVENESS("Liveness"),
    READINESS("Readiness");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// For messages.
    public String word() {
      return word;
    }
  }
}
