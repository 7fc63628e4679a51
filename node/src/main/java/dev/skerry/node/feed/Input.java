package dev.skerry.node.feed;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.PodId;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;

/// What may happen to an uplink.
public sealed interface Input {
  /// A connection to the control plane stands; the one before, if any, is over.
  record Connected() implements Input {}

  record Received(Frame frame) implements Input {}

  /// What came over the connection is no frame.
  record Unreadable(Violation violation) implements Input {}

  record Disconnected() implements Input {}

  /// The last [Effect.Append] came to an end.
  ///
  /// @param done false when there was no room; it is asked for again at a later tick
  record Appended(boolean done) implements Input {}

  /// The agent's [dev.skerry.node.agent.Effect.Report].
  record Reported(Uid pod, Obj status) implements Input {}

  /// The agent's [dev.skerry.node.agent.Effect.Gone].
  record Gone(PodId pod) implements Input {}

  /// The status of the Node object, as [dev.skerry.node.report.NodeStatus] composes it. Volatile:
  /// to be given again after a restart.
  record NodeStatus(Obj status) implements Input {}

  /// The stream that was asked for is not opened.
  record RefuseStream(String id, String sentence) implements Input {}

  /// About once a second.
  record Tick() implements Input {}
}
