package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.GroupKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cells of Pods. Source: `printPod` in `pkg/printers/internalversion/printers.go` of Kubernetes.
final class PodCells {
  private static final GroupKind POD = GroupKind.core("Pod");

  private PodCells() {}

  static boolean isOver(Kind kind, Obj pod) {
    return kind.groupKind().equals(POD) && isOver(pod);
  }

  private static boolean isOver(Obj pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  static String ready(Obj pod) {
    int wanted = pod.items("spec", "containers").size() + sidecars(pod).size();
    long ready = pod.items("status", "containerStatuses").stream().filter(PodCells::isUp).count();
    long readySidecars =
        reachedSidecars(pod).stream()
            .filter(status -> status.isTrue("started") && status.isTrue("ready"))
            .count();
    return ((initializing(pod).isPresent() ? 0 : ready) + readySidecars) + "/" + wanted;
  }

  private static boolean isUp(Json status) {
    return status.isTrue("ready") && status.at("state", "running").isPresent();
  }

  private static List<Json> sidecars(Obj pod) {
    return pod.items("spec", "initContainers").stream().filter(PodCells::isSidecar).toList();
  }

  private static boolean isSidecar(Json container) {
    return container.text("restartPolicy").equals("Always");
  }

  private static Optional<Json> statusOf(Obj pod, Json container) {
    return pod.items("status", "initContainerStatuses").stream()
        .filter(status -> status.text("name").equals(container.text("name")))
        .findFirst();
  }

  static String status(Obj pod) {
    String phase = pod.text("status", "phase");
    String said = pod.string("status", "reason").filter(r -> !r.isEmpty()).orElse(phase);
    String gated = scheduled(pod).equals("SchedulingGated") ? "SchedulingGated" : said;
    Optional<String> initializing = initializing(pod);
    String reason = initializing.orElseGet(() -> running(pod, gated));
    if (pod.at("metadata", "deletionTimestamp").isEmpty()) {
      return reason;
    }
    if (pod.text("status", "reason").equals("NodeLost")) {
      return "Unknown";
    }
    return isOver(pod) ? reason : "Terminating";
  }

  private static String scheduled(Obj pod) {
    return pod.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals("PodScheduled"))
        .map(condition -> condition.text("reason"))
        .findFirst()
        .orElse("");
  }

  /// What the first init container that is not done says; empty when all are.
  private static Optional<String> initializing(Obj pod) {
    if (SiteCells.condition(pod, "Initialized").equals("True")) {
      return Optional.empty();
    }
    List<Json> containers = pod.items("spec", "initContainers");
    for (int i = 0; i < containers.size(); i++) {
      Optional<Json> status = statusOf(pod, containers.get(i));
      if (status.isEmpty()) {
        return Optional.empty();
      }
      if (!isDone(containers.get(i), status.get())) {
        return Optional.of("Init:" + initReason(status.get(), i + "/" + containers.size()));
      }
    }
    return Optional.empty();
  }

  private static boolean isDone(Json container, Json status) {
    boolean succeeded =
        status.at("state", "terminated").isPresent()
            && status.integer("state", "terminated", "exitCode").orElse(0) == 0;
    return succeeded || (isSidecar(container) && status.isTrue("started"));
  }

  private static String initReason(Json status, String progress) {
    if (status.at("state", "terminated").isPresent()) {
      return terminated(status);
    }
    String waiting = status.text("state", "waiting", "reason");
    return waiting.isEmpty() || waiting.equals("PodInitializing") ? progress : waiting;
  }

  private static String terminated(Json status) {
    String reason = status.text("state", "terminated", "reason");
    if (!reason.isEmpty()) {
      return reason;
    }
    long signal = status.integer("state", "terminated", "signal").orElse(0);
    return signal != 0
        ? "Signal:" + signal
        : "ExitCode:" + status.integer("state", "terminated", "exitCode").orElse(0);
  }

  /// The first container that does not run has the word.
  private static String running(Obj pod, String phase) {
    String reason = phase;
    boolean anyUp = false;
    for (Json status : pod.items("status", "containerStatuses").reversed()) {
      String waiting = status.text("state", "waiting", "reason");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (status.at("state", "terminated").isPresent()) {
        reason = terminated(status);
      } else if (isUp(status)) {
        anyUp = true;
      }
    }
    if (reason.equals("Completed") && anyUp) {
      return SiteCells.condition(pod, "Ready").equals("True") ? "Running" : "NotReady";
    }
    return reason;
  }

  /// Statuses of init containers up to the first that is not done; kubectl looks no further.
  private static List<Json> reached(Obj pod) {
    var reached = new ArrayList<Json>();
    for (Json container : pod.items("spec", "initContainers")) {
      Optional<Json> status = statusOf(pod, container);
      status.ifPresent(reached::add);
      if (status.filter(s -> isDone(container, s)).isEmpty()) {
        return reached;
      }
    }
    return reached;
  }

  private static List<Json> reachedSidecars(Obj pod) {
    List<String> names = sidecars(pod).stream().map(sidecar -> sidecar.text("name")).toList();
    return reached(pod).stream().filter(status -> names.contains(status.text("name"))).toList();
  }

  /// `3 (5m ago)`.
  static String restarts(Obj pod, Instant now) {
    List<Json> counted = initializing(pod).isPresent() ? reached(pod) : restartable(pod);
    long count = counted.stream().mapToLong(s -> s.integer("restartCount").orElse(0)).sum();
    String last =
        counted.stream()
            .map(status -> status.text("lastState", "terminated", "finishedAt"))
            .max(String::compareTo)
            .orElse("");
    return count == 0 || last.isEmpty()
        ? Long.toString(count)
        : count + " (" + Ages.since(last, now) + " ago)";
  }

  private static List<Json> restartable(Obj pod) {
    var all = new ArrayList<Json>(pod.items("status", "containerStatuses"));
    all.addAll(reachedSidecars(pod));
    return all;
  }

  static String address(Obj pod) {
    return pod.items("status", "podIPs").stream()
        .map(ip -> ip.text("ip"))
        .findFirst()
        .orElseGet(() -> pod.text("status", "podIP"));
  }

  static String readinessGates(Obj pod) {
    List<Json> gates = pod.items("spec", "readinessGates");
    long met =
        gates.stream()
            .filter(gate -> SiteCells.condition(pod, gate.text("conditionType")).equals("True"))
            .count();
    return gates.isEmpty() ? "" : met + "/" + gates.size();
  }
}
