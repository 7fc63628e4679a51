package dev.skerry.node.report;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Composes `status` of a Node as Kubernetes users know it, and remembers when each condition
/// changed. It carries no heartbeat: how old it is, is known to who received it.
///
/// Source: core/v1 NodeStatus; the thresholds are Kubernetes' default hard eviction ones.
public final class NodeStatus {
  private static final long LEAST_FREE_MEMORY = 100L << 20;

  /// Of the disk, one part in this many stays free.
  private static final long LEAST_FREE_DISK_PART = 10;

  private static final long LEAST_FREE_PIDS = 1_000;

  /// Kubernetes' own bound, for the size of the object.
  private static final int MOST_IMAGES = 50;

  private final SortedMap<String, Obj> conditions = new TreeMap<>();

  /// @param driverFailure why the driver cannot work; empty when it can
  public Obj compose(Machine machine, String driverFailure, Instant now) {
    return Json.object()
        .put("capacity", resources(machine, 0, 0))
        .put(
            "allocatable",
            resources(machine, machine.reservedCpuMillis(), machine.reservedMemoryBytes()))
        .put("addresses", addresses(machine))
        .put("conditions", Json.array(conditions(machine, driverFailure, now)))
        .put("nodeInfo", info(machine))
        .put("images", images(machine))
        .build();
  }

  private static Obj resources(Machine machine, long reservedCpu, long reservedMemory) {
    return Json.object()
        .put("cpu", cpu(machine.cpuMillis() - reservedCpu))
        .put("memory", (machine.memoryBytes() - reservedMemory) / 1024 + "Ki")
        .put("ephemeral-storage", machine.diskBytes() / 1024 + "Ki")
        .put("pods", Integer.toString(machine.mostPods()))
        .build();
  }

  private static String cpu(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m";
  }

  private static Json.Arr addresses(Machine machine) {
    var all = new ArrayList<Obj>();
    machine.addresses().forEach(a -> all.add(address("InternalIP", a)));
    all.add(address("Hostname", machine.name().value()));
    return Json.array(all);
  }

  private static Obj address(String type, String address) {
    return Json.object().put("type", type).put("address", address).build();
  }

  private List<Obj> conditions(Machine machine, String driverFailure, Instant now) {
    Machine.Usage usage = machine.usage();
    boolean memory = usage.freeMemoryBytes() < LEAST_FREE_MEMORY;
    boolean disk = usage.freeDiskBytes() < machine.diskBytes() / LEAST_FREE_DISK_PART;
    boolean pids = usage.freePids() < LEAST_FREE_PIDS;
    return List.of(
        pressure("MemoryPressure", memory, "Memory", usage.freeMemoryBytes() + " bytes free", now),
        pressure("DiskPressure", disk, "Disk", usage.freeDiskBytes() + " bytes free", now),
        pressure("PIDPressure", pids, "PID", usage.freePids() + " process ids free", now),
        driverFailure.isEmpty()
            ? condition("Ready", true, "KubeletReady", "the node runs pods", now)
            : condition("Ready", false, "KubeletNotReady", driverFailure, now));
  }

  /// The message names the amount only while there is pressure, so that a status stays the same
  /// while nothing is wrong.
  private Obj pressure(String type, boolean holds, String what, String left, Instant now) {
    return holds
        ? condition(type, true, "KubeletHasInsufficient" + what, left, now)
        : condition(type, false, "KubeletHasSufficient" + what, "enough is free", now);
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
            .put("reason", reason)
            .put("message", message)
            .put("lastTransitionTime", since)
            .build();
    conditions.put(type, condition);
    return condition;
  }

  private static Obj info(Machine machine) {
    Machine.Software software = machine.software();
    return Json.object()
        .put("machineID", software.machineId())
        .put("systemUUID", software.machineId())
        .put("bootID", software.bootId())
        .put("kernelVersion", software.kernel())
        .put("osImage", software.osImage())
        .put("architecture", software.architecture())
        .put("operatingSystem", "linux")
        .put("containerRuntimeVersion", machine.driver() + "://" + software.runtime())
        .put("kubeletVersion", software.skerryVersion())
        .put("kubeProxyVersion", "")
        .build();
  }

  private static Json.Arr images(Machine machine) {
    return Json.array(
        machine.images().stream()
            .sorted(Comparator.comparingLong(Machine.Image::bytes).reversed())
            .limit(MOST_IMAGES)
            .map(image ->
                Json.object()
                    .put("names", Json.strings(image.names()))
                    .put("sizeBytes", image.bytes())
                    .build())
            .toList());
  }
}
