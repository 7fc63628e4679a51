package dev.skerry.node.agent;

import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.work.Outcome;
import java.util.List;
import java.util.SortedMap;

/// What may happen to an agent.
public sealed interface Input {
  /// All pods bound to this node, each as it is now: a pod that is not in it is wanted no more. To
  /// be fed only from a feed that is whole; while the control plane is silent the last one stands.
  record Wanted(SortedMap<Uid, WantedPod> pods) implements Input {}

  /// What the driver shows, as `observe` and `pods` answered. Never older than an outcome that was
  /// fed before it.
  record Observed(List<Observation> runs, List<PodId> pods) implements Input {}

  /// @param task the id under which it was given out; one that is not known is ignored
  record Done(long task, Outcome outcome) implements Input {}

  /// Time passed.
  record Tick() implements Input {}

  /// The agent's process began again: everything is forgotten, running tasks included. What runs is
  /// adopted at the next `Wanted` and `Observed`.
  record Restarted() implements Input {}
}
