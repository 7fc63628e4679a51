package dev.skerry.node.driver;

import java.time.Instant;

/// What a driver sees of one container run. Times are this node's wall clock, for people only.
///
/// @param handle the runtime's id, shown as `containerID`
/// @param image digest of its manifest, `sha256:…`; empty when it is not known
public record Observation(ContainerId id, String handle, String image, State state) {
  public sealed interface State {
    /// Made, not started.
    record Created() implements State {}

    record Running(Instant started) implements State {}

    /// @param signal 0 when it exited by itself
    /// @param message what the container left at its termination message path, at most 4,096
    ///   characters
    record Exited(
        int code,
        int signal,
        boolean outOfMemory,
        Instant started,
        Instant finished,
        String message)
        implements State {}
  }
}
