package dev.skerry.node.pod;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.plan.Resources;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Composes `status` of a pod as Kubernetes users know it. Remembers when each condition changed.
///
/// Source: Kubernetes, "Pod Lifecycle" and core/v1 PodStatus.
final class PodStatus {
  private final PodLife life;
  private final Instant startTime;
  private final SortedMap<String, Obj> conditions = new TreeMap<>();

  PodStatus(PodLife life, Instant now) {
    this.life = life;
    Obj before = life.wanted().status();
    this.startTime =
        before.string("startTime").map(Instant::parse).orElse(now).truncatedTo(ChronoUnit.SECONDS);
    for (Json condition : before.items("conditions")) {
      if (condition instanceof Obj known) {
        conditions.put(known.text("type"), known);
      }
    }
  }

  Instant startTime() {
    return startTime;
  }

  /// What was last reported of a container; empty when nothing was.
  Obj reported(ContainerLife container) {
    Obj before = life.wanted().status();
    for (String list : List.of("containerStatuses", "initContainerStatuses")) {
      for (Json status : before.items(list)) {
        if (status instanceof Obj known && known.text("name").equals(container.name())) {
          return known;
        }
      }
    }
    return Obj.EMPTY;
  }

  Obj compose(Instant now) {
    String phase = phase();
    var out =
        Json.object()
            .put("phase", phase)
            .put("startTime", startTime.toString())
            .put("qosClass", Resources.qosClass(life.wanted()))
            .put("observedGeneration", life.wanted().meta().generation())
            .put("conditions", Json.array(conditions(phase, now)))
            .put("containerStatuses", containers(false));
    if (!life.wanted().initContainers().isEmpty()) {
      out.put("initContainerStatuses", containers(true));
    }
    life.failure()
        .ifPresent(f -> out.putText("reason", f.reason()).putText("message", f.message()));
    addresses(out);
    return out.build();
  }

  private void addresses(Obj.Builder out) {
    String host = life.hostAddress();
    if (!host.isEmpty()) {
      out.put("hostIP", host).put("hostIPs", ips(host));
    }
    boolean onHost = life.wanted().spec().isTrue("hostNetwork");
    String address = onHost && life.surroundings().there() ? host : life.address();
    if (!address.isEmpty()) {
      out.put("podIP", address).put("podIPs", ips(address));
    }
  }

  private static Json.Arr ips(String address) {
    return Json.array(List.of(Json.object().put("ip", address).build()));
  }

  private Json.Arr containers(boolean init) {
    return Json.array(
        life.containers().stream()
            .filter(c -> (c.role() != ContainerLife.Role.MAIN) == init)
            .map(c -> new ContainerStatus(c, life.initialized()).compose())
            .toList());
  }

  /// `Pending`, `Running`, `Succeeded` or `Failed`.
  private String phase() {
    if (life.closing() && !life.alive()) {
      return finalPhase();
    }
    if (!life.initialized() || mains().stream().anyMatch(PodStatus::neverRan)) {
      return "Pending";
    }
    return "Running";
  }

  private List<ContainerLife> mains() {
    return life.containers().stream().filter(c -> c.role() == ContainerLife.Role.MAIN).toList();
  }

  private static boolean neverRan(ContainerLife container) {
    return container.stage() instanceof Stage.Waiting && container.previous().isEmpty();
  }

  private String finalPhase() {
    if (life.failure().isPresent()) {
      return "Failed";
    }
    boolean noneRan = mains().stream().allMatch(PodStatus::neverRan);
    if (noneRan) {
      return life.ending() ? "Failed" : "Pending";
    }
    boolean allWell = mains().stream().allMatch(c -> c.exit().filter(Exit::well).isPresent());
    return allWell ? "Succeeded" : "Failed";
  }

  private List<Obj> conditions(String phase, Instant now) {
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    boolean done = phase.equals("Succeeded");
    List<String> unready =
        mains().stream().filter(c -> !c.ready()).map(ContainerLife::name).toList();
    String why = "containers with unready status: [" + String.join(" ", unready) + "]";
    String reason = done ? "PodCompleted" : over ? "PodFailed" : "ContainersNotReady";
    boolean sidecarsReady =
        life.containers().stream()
            .filter(c -> c.role() == ContainerLife.Role.SIDECAR)
            .allMatch(ContainerLife::ready);
    boolean ready = unready.isEmpty() && sidecarsReady && life.refused().isEmpty() && !over;
    boolean up = life.alive() || life.surroundings().up().isPresent();
    var all = new ArrayList<Obj>();
    all.add(condition("PodScheduled", true, "", "", now));
    all.add(condition("PodReadyToStartContainers", up && !over, "", "", now));
    boolean initialized = life.initialized() || done;
    all.add(
        initialized
            ? condition("Initialized", true, done ? reason : "", "", now)
            : condition("Initialized", false, "ContainersNotInitialized", notInitialized(), now));
    for (String type : List.of("ContainersReady", "Ready")) {
      all.add(
          ready
              ? condition(type, true, "", "", now)
              : condition(type, false, reason, over ? "" : why, now));
    }
    refusal(now).ifPresent(all::add);
    return all;
  }

  private String notInitialized() {
    List<String> missing =
        life.containers().stream()
            .filter(c -> c.role() != ContainerLife.Role.MAIN)
            .filter(c -> !c.started() && c.exit().filter(Exit::well).isEmpty())
            .map(ContainerLife::name)
            .toList();
    return "containers with incomplete status: [" + String.join(" ", missing) + "]";
  }

  /// `NodeAccepted` is there only to say no: which fields this node or its driver does not honour.
  private Optional<Obj> refusal(Instant now) {
    if (life.refused().isEmpty()) {
      return Optional.empty();
    }
    List<String> sentences =
        life.refused().stream().map(r -> r.field() + ": " + r.sentence()).toList();
    return Optional.of(
        condition(
            "NodeAccepted",
            false,
            life.refused().getFirst().reason(),
            String.join("; ", sentences),
            now));
  }

  private Obj condition(String type, boolean holds, String reason, String message, Instant now) {
    String value = holds ? "True" : "False";
    Obj before = conditions.getOrDefault(type, Obj.EMPTY);
    String since =
        before.text("status").equals(value)
            ? before.text("lastTransitionTime")
            : now.truncatedTo(ChronoUnit.SECONDS).toString();
    Obj condition =
        Json.object()
            .put("type", type)
            .put("status", value)
            .putText("reason", reason)
            .putText("message", message)
            .putText("lastTransitionTime", since)
            .put("observedGeneration", life.wanted().meta().generation())
            .build();
    conditions.put(type, condition);
    return condition;
  }
}
