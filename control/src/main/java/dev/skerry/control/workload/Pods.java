package dev.skerry.control.workload;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Reads a Pod's state.
public final class Pods {
  private Pods() {}

  /// Succeeded or Failed: it will never run again.
  public static boolean ended(Obj pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  public static boolean deleting(Obj pod) {
    return pod.at("metadata", "deletionTimestamp").isPresent();
  }

  public static String node(Obj pod) {
    return pod.text("spec", "nodeName");
  }

  public static boolean ready(Obj pod) {
    return Conditions.isTrue(pod, "Ready");
  }

  public static Optional<Instant> readySince(Obj pod) {
    return Conditions.find(pod, "Ready")
        .filter(c -> c.text("status").equals("True"))
        .flatMap(c -> c.string("lastTransitionTime"))
        .map(Instant::parse);
  }

  /// From when on it counts as available; empty while not ready.
  public static Optional<Instant> availableFrom(Obj pod, Duration minReady) {
    return readySince(pod).map(since -> since.plus(minReady));
  }

  public static long restarts(Obj pod) {
    return pod.items("status", "containerStatuses").stream()
        .mapToLong(c -> c.integer("restartCount").orElse(0))
        .sum();
  }

  /// No container of it runs any more: its node said so.
  public static boolean stopped(Obj pod) {
    return ended(pod)
        && pod.items("status", "containerStatuses").stream().noneMatch(Pods::isRunning)
        && pod.items("status", "initContainerStatuses").stream().noneMatch(Pods::isRunning);
  }

  private static boolean isRunning(Json status) {
    return status.at("state", "running").isPresent();
  }
}
