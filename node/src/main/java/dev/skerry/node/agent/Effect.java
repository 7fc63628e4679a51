package dev.skerry.node.agent;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.work.Task;
import java.time.Instant;

/// What an agent wants done, in order.
public sealed interface Effect {
  /// To be performed on a thread of its own and answered with [Input.Done].
  record Run(long id, Task task) implements Effect {}

  /// The pod's whole status is this now.
  record Report(Uid pod, Obj status) implements Effect {}

  /// To be shown to people as an Event of the pod.
  ///
  /// @param type `Normal` or `Warning`
  record Event(PodId pod, String type, String reason, String message) implements Effect {}

  /// Nothing of a pod that was to end is left here: its object may go.
  record Gone(PodId pod) implements Effect {}

  /// Feed a tick then, unless another input comes first. The latest counts.
  record WakeAt(Instant at) implements Effect {}
}
