package dev.skerry.node.pod;

import java.time.Instant;

/// Where one container is. Waiting → Running → (Stopping →) Exited, and from Exited back to Waiting
/// with the next attempt when the restart policy says so.
sealed interface Stage {
  /// The run does not exist yet.
  ///
  /// @param due not before this
  record Waiting(String reason, String message, Instant due) implements Stage {}

  /// @param handle empty until it was observed
  /// @param settled its postStart hook is done
  record Running(String handle, Instant started, boolean settled) implements Stage {}

  /// @param deadline when it is killed
  /// @param hooked its preStop hook is done
  /// @param stopped the driver says that nothing of it is alive; its exit was not seen yet
  record Stopping(String handle, Instant started, Instant deadline, boolean hooked, boolean stopped)
      implements Stage {}

  record Exited(Exit exit) implements Stage {}
}
