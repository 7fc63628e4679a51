package dev.skerry.drivers.container;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A runtime config (OCI runtime spec, config.md) put together piece by piece. No rlimits: a
/// runtime fails where it may not raise them, and the agent's own are inherited.
final class OciSpec {
  /// Processes of one container when nobody said: enough for any server, too few for a fork bomb.
  private static final long DEFAULT_PIDS = 4_096;

  private static final long CPU_PERIOD_MICROS = 100_000;
  private static final long MIN_CPU_QUOTA_MICROS = 1_000;
  private static final int FILE_TYPE = 0_170000;
  private static final int BLOCK_DEVICE = 0_060000;
  private static final int CHARACTER_DEVICE = 0_020000;

  private static final List<String> MASKED =
      List.of(
          "/proc/asound",
          "/proc/acpi",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware",
          "/sys/devices/virtual/powercap");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private final Obj.Builder linux = Json.object();
  private final List<Json> mounts = new ArrayList<>();
  private final List<Json> namespaces = new ArrayList<>();
  private Obj.Builder resources = Json.object();
  private boolean privileged;

  /// @param shm the pod's shared memory, a directory of the host
  OciSpec(Path shm, boolean privileged) {
    this.privileged = privileged;
    String sys = privileged ? "rw" : "ro";
    mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev");
    mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k");
    mount(
        "/dev/pts",
        "devpts",
        "devpts",
        "nosuid",
        "noexec",
        "newinstance",
        "ptmxmode=0666",
        "mode=0620",
        "gid=5");
    mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev");
    mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", sys);
    mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", sys);
    bind("/dev/shm", shm, false);
    if (!privileged) {
      linux.put("maskedPaths", Json.strings(MASKED)).put("readonlyPaths", Json.strings(READ_ONLY));
    }
  }

  OciSpec bind(String at, Path from, boolean readOnly) {
    return mount(at, "bind", from.toString(), "rbind", "rprivate", readOnly ? "ro" : "rw");
  }

  /// @param path empty for a new one
  OciSpec namespace(String type, String path) {
    namespaces.add(Json.object().put("type", type).putText("path", path).build());
    return this;
  }

  OciSpec seccomp(Obj profile) {
    linux.put("seccomp", profile);
    return this;
  }

  OciSpec limits(Limits limits, boolean swap) {
    Obj.Builder cpu = Json.object();
    if (limits.cpuShares() > 0) {
      cpu.put("shares", Math.clamp(limits.cpuShares(), 2, 262_144));
    }
    limits
        .cpuMillis()
        .ifPresent(millis -> {
          long quota = Math.multiplyExact(millis, CPU_PERIOD_MICROS) / 1_000;
          cpu.put("quota", Math.max(MIN_CPU_QUOTA_MICROS, quota)).put("period", CPU_PERIOD_MICROS);
        });
    Obj.Builder memory = Json.object();
    limits
        .memoryBytes()
        .ifPresent(bytes -> {
          memory.put("limit", bytes);
          if (swap) {
            memory.put("swap", bytes);
          }
        });
    long pids = limits.pids() > 0 ? limits.pids() : DEFAULT_PIDS;
    resources =
        Json.object()
            .put("cpu", cpu.build())
            .put("memory", memory.build())
            .put("pids", Json.object().put("limit", pids).build());
    return this;
  }

  /// @param hostname empty when the container shares the host's
  Obj json(Path rootfs, boolean readOnlyRoot, Obj process, String hostname, String cgroup)
      throws IOException {
    List<Json> rules = new ArrayList<>();
    if (privileged) {
      rules.add(Json.object().put("allow", true).put("access", "rwm").build());
      linux.put("devices", Json.array(hostDevices()));
    } else {
      rules.add(Json.object().put("allow", false).put("access", "rwm").build());
    }
    resources.put("devices", Json.array(rules));
    linux
        .put("resources", resources.build())
        .put("cgroupsPath", cgroup)
        .put("namespaces", Json.array(namespaces));
    return Json.object()
        .put("ociVersion", "1.0.2")
        .put("process", process)
        .put(
            "root",
            Json.object().put("path", rootfs.toString()).put("readonly", readOnlyRoot).build())
        .putText("hostname", hostname)
        .put("mounts", Json.array(mounts))
        .put("linux", linux.build())
        .build();
  }

  private OciSpec mount(String at, String type, String source, String... options) {
    mounts.add(
        Json.object()
            .put("destination", at)
            .put("type", type)
            .put("source", source)
            .put("options", Json.strings(List.of(options)))
            .build());
    return this;
  }

  /// Every device node directly below `/dev`; those the runtime makes itself are made alike.
  private static List<Json> hostDevices() throws IOException {
    var devices = new ArrayList<Json>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/dev"))) {
      for (Path device : all) {
        int mode = attribute(device, "unix:mode");
        int type = mode & FILE_TYPE;
        if (type == BLOCK_DEVICE || type == CHARACTER_DEVICE) {
          long number =
              Files.getAttribute(device, "unix:rdev", LinkOption.NOFOLLOW_LINKS) instanceof Long n
                  ? n
                  : 0;
          devices.add(
              Json.object()
                  .put("path", device.toString())
                  .put("type", type == BLOCK_DEVICE ? "b" : "c")
                  .put("major", (number >>> 8) & 0xfff)
                  .put("minor", (number & 0xff) | ((number >>> 12) & 0xfff00))
                  .put("fileMode", mode & 0_777)
                  .build());
        }
      }
    }
    return devices;
  }

  private static int attribute(Path path, String name) throws IOException {
    return Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS) instanceof Integer value
        ? value
        : 0;
  }
}
