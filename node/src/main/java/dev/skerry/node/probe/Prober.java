package dev.skerry.node.probe;

import dev.skerry.node.driver.ContainerId;
import java.time.Duration;

/// Performs actions on containers. Blocks, never longer than the timeout by more than a second; any
/// number of calls may run at once. What the asked process does is not undone by a timeout.
public interface Prober {
  /// @param address of the pod; empty when it shares the host's, then `127.0.0.1` is asked
  Answer ask(ContainerId container, String address, Action action, Duration timeout);

  /// @param why one line for people: the HTTP status, the end of the command's output, the error
  record Answer(boolean well, String why) {}
}
