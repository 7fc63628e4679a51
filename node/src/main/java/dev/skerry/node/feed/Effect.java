package dev.skerry.node.feed;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.store.Change;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import java.util.List;
import java.util.SortedMap;

/// What an uplink wants done, in order.
public sealed interface Effect {
  /// Append to the node's store and answer [Input.Appended]; only one is under way at a time. A
  /// failure with unknown outcome ends the process.
  record Append(Revision after, List<Change> changes) implements Effect {}

  /// Give this to the agent. It is durable here, and whole.
  record Wanted(SortedMap<Uid, WantedPod> pods) implements Effect {}

  record Send(Frame frame, Lane lane) implements Effect {}

  /// Hang up the connection; [Input.Disconnected] need not follow.
  record HangUp(String reason) implements Effect {}

  /// The control plane asks for a further connection; answered by opening it or with
  /// [Input.RefuseStream].
  record OpenStream(String id, String purpose, String target) implements Effect {}

  /// Worth a line in the process's log.
  record Log(String event, String details) implements Effect {}
}
