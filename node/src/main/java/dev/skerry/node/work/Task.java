package dev.skerry.node.work;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.probe.Action;
import java.time.Duration;

/// One blocking call that the agent wants made. Every task may be made again after a crash.
public sealed interface Task {
  enum Pull {
    ALWAYS,
    IF_ABSENT,
    NEVER
  }

  /// Answers [Outcome.Image].
  record FetchImage(String reference, Pull pull) implements Task {}

  /// Answers [Outcome.Address].
  record SetUp(PodPlan pod) implements Task {}

  /// Answers [Outcome.Made].
  record Start(PodPlan pod, ContainerPlan container) implements Task {}

  /// Answers [Outcome.Made].
  record Stop(ContainerId container, String signal, Duration grace) implements Task {}

  /// Answers [Outcome.Made].
  record Remove(ContainerId container) implements Task {}

  /// Answers [Outcome.Made].
  record TearDown(PodId pod) implements Task {}

  /// A probe or a hook. Answers [Outcome.Asked].
  record Ask(ContainerId container, String address, Action action, Duration timeout)
      implements Task {}
}
