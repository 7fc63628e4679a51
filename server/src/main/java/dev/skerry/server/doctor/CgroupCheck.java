package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Control groups, version 1 or 2, with the controllers that limits of pods need.
final class CgroupCheck implements Check {
  private static final List<String> NEEDED = List.of("memory", "pids", "cpu");

  private final Path process;

  /// @param process its directory below `/proc`: its mounts are looked at
  CgroupCheck(Path process) {
    this.process = process;
  }

  @Override
  public String name() {
    return "cgroups";
  }

  @Override
  public List<Finding> look() throws IOException {
    var v1 = new TreeSet<String>();
    var v2 = new TreeSet<String>();
    for (String line : Files.readAllLines(process.resolve("mounts"))) {
      String[] fields = line.split(" ", -1);
      if (fields.length < 4) {
        continue;
      }
      if (fields[2].equals("cgroup")) {
        v1.addAll(List.of(fields[3].split(",", -1)));
      }
      Path controllers = process.resolve("root" + fields[1]).resolve("cgroup.controllers");
      if (fields[2].equals("cgroup2") && Files.isReadable(controllers)) {
        v2.addAll(List.of(Files.readString(controllers).strip().split(" ", -1)));
      }
    }
    return List.of(judge(v1, v2));
  }

  /// As the driver does: memory in version 1 means that version 1 is used.
  static Finding judge(Set<String> v1, Set<String> v2) {
    int version = v1.contains("memory") ? 1 : 2;
    var missing = new ArrayList<>(NEEDED);
    missing.removeAll(version == 1 ? v1 : v2);
    return missing.isEmpty()
        ? Finding.ok("cgroups", "version " + version + " with " + String.join(", ", NEEDED))
        : Finding.fail(
            "cgroups",
            "no controller for " + String.join(", ", missing) + " is mounted in version " + version,
            "boot with cgroup_enable=memory, and mount them: mount -t cgroup2 none /sys/fs/cgroup");
  }
}
