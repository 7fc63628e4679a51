package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.Signals;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The control groups of a driver root: `/skerry-<mark>/<handle>` in every hierarchy there is (v1
/// has one per controller, v2 one for all; a machine may have both).
final class Cgroups {
  /// What pods ask limits of.
  private static final List<String> NEEDED = List.of("memory", "cpu", "pids");

  private final List<Path> hierarchies;
  private final Optional<Path> memory;
  private final boolean v2;
  private final String parent;

  private Cgroups(List<Path> hierarchies, Optional<Path> memory, boolean v2, String parent) {
    this.hierarchies = hierarchies;
    this.memory = memory;
    this.v2 = v2;
    this.parent = parent;
  }

  static Cgroups of(DriverRoot root) throws IOException {
    return of(root.mark(), Mounts.all());
  }

  static Cgroups of(String mark, List<Mounts.Mounted> mounts) {
    var hierarchies = new ArrayList<Path>();
    Optional<Path> v1 = Optional.empty();
    Optional<Path> v2 = Optional.empty();
    for (Mounts.Mounted mount : mounts) {
      if (mount.type().equals("cgroup") || mount.type().equals("cgroup2")) {
        hierarchies.add(mount.at());
      }
      if (mount.type().equals("cgroup") && mount.options().contains("memory")) {
        v1 = Optional.of(mount.at());
      }
      if (mount.type().equals("cgroup2")) {
        v2 = Optional.of(mount.at());
      }
    }
    boolean unified = v1.isEmpty();
    return new Cgroups(hierarchies, unified ? v2 : v1, unified, "skerry-" + mark);
  }

  /// What limits pods by these mounts, and what does not, for people.
  ///
  /// @param unified the controllers of the v2 hierarchy
  static String limits(List<Mounts.Mounted> mounts, List<String> unified) {
    var v1 = new TreeSet<String>();
    boolean both = false;
    for (Mounts.Mounted mount : mounts) {
      if (mount.type().equals("cgroup")) {
        v1.addAll(mount.options());
      }
      both = both || mount.type().equals("cgroup2");
    }
    boolean first = v1.contains("memory");
    var limited = new ArrayList<>(NEEDED);
    limited.retainAll(first ? v1 : unified);
    var unlimited = new ArrayList<>(NEEDED);
    unlimited.removeAll(limited);
    String by = first ? "cgroup v1" : "cgroup v2";
    return (limited.isEmpty() ? by + " limits nothing" : by + " limits " + text(limited))
        + (first && both ? ", the v2 mount beside it is not used" : "")
        + (unlimited.isEmpty() ? "" : "; there is no limit of " + text(unlimited));
  }

  private static String text(List<String> controllers) {
    return String.join(", ", controllers);
  }

  /// The same for this machine.
  static String limits() throws IOException {
    List<Mounts.Mounted> mounts = Mounts.all();
    var unified = new ArrayList<String>();
    for (Mounts.Mounted mount : mounts) {
      Path controllers = mount.at().resolve("cgroup.controllers");
      if (mount.type().equals("cgroup2") && Files.isReadable(controllers)) {
        unified.addAll(List.of(Files.readString(controllers).strip().split(" ", -1)));
      }
    }
    return limits(mounts, unified);
  }

  /// For `linux.cgroupsPath`.
  String path(String handle) {
    return "/" + parent + "/" + handle;
  }

  /// Whether swap can be limited here: v1 only with swap accounting, v2 only where there is swap.
  boolean limitsSwap() throws IOException {
    if (v2) {
      return Files.readAllLines(Path.of("/proc/swaps")).size() > 1;
    }
    return memory.isPresent() && Files.exists(memory.get().resolve("memory.memsw.limit_in_bytes"));
  }

  /// Whether the kernel killed something in the group for want of memory. Read it before the group
  /// is removed.
  boolean outOfMemory(String handle) throws IOException {
    if (memory.isEmpty()) {
      return false;
    }
    Path group = memory.get().resolve(parent).resolve(handle);
    Path file = group.resolve(v2 ? "memory.events" : "memory.oom_control");
    return Disk.text(file).filter(Cgroups::killed).isPresent();
  }

  /// The line `oom_kill <n>`, which `memory.events` and `memory.oom_control` share.
  static boolean killed(String counters) {
    return counters.lines().anyMatch(line -> line.matches("oom_kill [1-9][0-9]*"));
  }

  /// SIGKILLs every process in any group of this root.
  void kill() throws IOException {
    for (Path hierarchy : hierarchies) {
      for (Path group : Disk.list(hierarchy.resolve(parent))) {
        for (String pid : pids(group)) {
          Signals.send(Long.parseLong(pid), Signals.KILL);
        }
      }
    }
  }

  /// Removes the groups that are empty.
  void remove() throws IOException {
    for (Path hierarchy : hierarchies) {
      Path home = hierarchy.resolve(parent);
      for (Path group : Disk.list(home)) {
        if (Files.isDirectory(group)) {
          delete(group);
        }
      }
      delete(home);
    }
  }

  /// Groups of this root that are still there.
  List<Path> left() throws IOException {
    var left = new ArrayList<Path>();
    for (Path hierarchy : hierarchies) {
      if (Files.isDirectory(hierarchy.resolve(parent))) {
        left.add(hierarchy.resolve(parent));
      }
    }
    return List.copyOf(left);
  }

  private static void delete(Path group) throws IOException {
    try {
      Files.deleteIfExists(group);
    } catch (DirectoryNotEmptyException busy) {
      // A group below has a process that is about to end; the next removal finds it empty.
    } catch (FileSystemException busy) {
      // EBUSY, the same.
    }
  }

  private static List<String> pids(Path group) {
    try {
      return Files.isDirectory(group)
          ? Files.readAllLines(group.resolve("cgroup.procs"))
          : List.of();
    } catch (IOException gone) {
      return List.of();
    }
  }
}
