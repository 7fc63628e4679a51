package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.network.PodNetwork;
import dev.skerry.drivers.pod.Alive;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.drivers.process.ProcessDriver;
import dev.skerry.drivers.process.Strays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Ends everything that drivers of a root have left on this machine, whoever made it and whichever
/// driver it was; no driver may be open on the root meanwhile. Each call may be repeated.
public final class Sweep {
  private Sweep() {}

  /// What a power cut does: every process is killed, mounts, namespaces, rules and control groups
  /// are gone; files stay. The driver that opens the root next shows the runs as ended.
  public static void powerOff(Path directory) throws IOException {
    Optional<DriverRoot> root = DriverRoot.existing(directory);
    if (root.isEmpty()) {
      return;
    }
    DriverRoot there = root.get();
    boolean container = Files.exists(there.directory().resolve("runtime"));
    for (int twice = 0; twice < 2; twice++) {
      // Supervisors first: what they hold then ends without a trace, as it does without power.
      for (long pid : Alive.withArgument(there.directory().toString() + "/")) {
        if (pid != ProcessHandle.current().pid() && supervisor(pid)) {
          Signals.send(pid, Signals.KILL);
        }
      }
      Strays.kill(there.mark() + "/");
      if (container) {
        Cgroups.of(there).kill();
      }
    }
    if (container) {
      Mounts.release(there.directory());
      PodNetwork.removeNamespaces(there);
      PodNetwork.remove(there);
      Waiting.until(() -> removed(there), java.time.Duration.ofSeconds(10));
      Disk.delete(there.directory().resolve("runtime"));
      Files.createDirectories(there.directory().resolve("runtime"));
    }
  }

  /// [#powerOff], and then all files of the root but nothing outside of it: durable volumes stay.
  public static void erase(Path directory) throws IOException {
    powerOff(directory);
    Optional<DriverRoot> root = DriverRoot.existing(directory);
    if (root.isPresent()) {
      ProcessDriver.releaseAddresses(root.get());
      for (String own :
          List.of("pods", "exits", "runtime", "ctl", "crun", "supervise.sh", "probe", "id")) {
        Disk.delete(root.get().directory().resolve(own));
      }
    }
  }

  private static boolean removed(DriverRoot root) throws IOException {
    Cgroups groups = Cgroups.of(root);
    groups.remove();
    return groups.left().isEmpty();
  }

  /// Only what we start ourselves: a person's editor with a file of ours open lives on.
  private static boolean supervisor(long pid) throws IOException {
    String name = Disk.text(Path.of("/proc", Long.toString(pid), "comm")).orElse("").strip();
    return List.of(
            "conmon", "sh", "dash", "bash", "busybox", "runc", "crun", "exe", "runc:[2:INIT]")
        .contains(name);
  }
}
