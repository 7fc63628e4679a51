package dev.skerry.drivers.container;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Capability sets (capabilities(7)). The default is Docker's and containerd's.
final class Capabilities {
  /// By number.
  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  private static final List<String> DEFAULT =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FSETID",
          "FOWNER",
          "MKNOD",
          "NET_RAW",
          "SETGID",
          "SETUID",
          "SETFCAP",
          "SETPCAP",
          "NET_BIND_SERVICE",
          "SYS_CHROOT",
          "KILL",
          "AUDIT_WRITE");

  private final SortedSet<String> ours;

  private Capabilities(SortedSet<String> ours) {
    this.ours = ours;
  }

  /// What this process may hand on.
  static Capabilities own() throws IOException {
    var ours = new TreeSet<String>();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapBnd:")) {
        long bits = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        for (int i = 0; i < NAMES.size(); i++) {
          if ((bits >> i & 1) == 1) {
            ours.add(NAMES.get(i));
          }
        }
      }
    }
    return new Capabilities(ours);
  }

  /// The first asked-for capability that is unknown or that this machine does not let us give.
  Optional<String> lacking(Security security) {
    return security.addCapabilities().stream()
        .map(Capabilities::plain)
        .filter(name -> !name.equals("ALL") && !ours.contains(name))
        .findFirst();
  }

  /// The `capabilities` of an OCI process.
  Obj sets(Security security) {
    var granted = new TreeSet<String>(security.privileged() ? ours : new TreeSet<>(DEFAULT));
    if (!security.privileged()) {
      List<String> dropped = security.dropCapabilities().stream().map(Capabilities::plain).toList();
      List<String> added = security.addCapabilities().stream().map(Capabilities::plain).toList();
      if (added.contains("ALL")) {
        granted.addAll(ours);
      }
      if (dropped.contains("ALL")) {
        granted.clear();
      }
      granted.removeAll(dropped);
      granted.addAll(added);
      granted.retainAll(ours);
    }
    Json names = Json.strings(granted.stream().map(name -> "CAP_" + name).toList());
    return Json.object()
        .put("bounding", names)
        .put("effective", names)
        .put("permitted", names)
        .build();
  }

  private static String plain(String name) {
    return name.startsWith("CAP_") ? name.substring(4) : name;
  }
}
