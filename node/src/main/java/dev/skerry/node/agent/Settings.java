package dev.skerry.node.agent;

import dev.skerry.node.pod.PodSettings;
import dev.skerry.node.pod.Step;

/// How much an agent has under way at once, over all pods.
///
/// @param calls driver calls; each may occupy a process start
/// @param stops calls that wait for containers to end, most of them idle
/// @param pulls image downloads, which share one link
/// @param asks probes and hooks
public record Settings(PodSettings pods, int calls, int stops, int pulls, int asks) {
  public static Settings of(PodSettings pods) {
    return new Settings(pods, 8, 64, 4, 32);
  }

  int most(Step.Lane lane) {
    return switch (lane) {
      case ALONE -> calls;
      case STOP -> stops;
      case IMAGE -> pulls;
      case ASK -> asks;
    };
  }
}
