package dev.skerry.node.pod;

import dev.skerry.node.driver.Observation;
import java.time.Duration;
import java.time.Instant;

/// The end of one run. Times are this node's wall clock, for people and for back-off.
///
/// @param reason `Completed`, `Error`, `OOMKilled`, `StartError`, `ContainerCannotRun` …
record Exit(
    String handle,
    int code,
    int signal,
    String reason,
    String message,
    Instant started,
    Instant finished) {
  /// As a shell would say it: the process could not be made.
  static final int NOT_STARTED = 128;

  static final int CANNOT_RUN = 127;

  /// Killed, and nobody saw how.
  static final int VANISHED = 137;

  static Exit of(String handle, Observation.State.Exited exited) {
    String reason = exited.code() == 0 && exited.signal() == 0 ? "Completed" : "Error";
    return new Exit(
        handle,
        exited.code(),
        exited.signal(),
        exited.outOfMemory() ? "OOMKilled" : reason,
        exited.message(),
        exited.started(),
        exited.finished());
  }

  /// When it ended, but never in the future: after the clock was set back nothing waits until the
  /// old hour comes again.
  Instant ended(Instant now) {
    return finished.isAfter(now) ? now : finished;
  }

  boolean well() {
    return code == 0 && signal == 0;
  }

  Duration ran() {
    return Duration.between(started, finished);
  }
}
