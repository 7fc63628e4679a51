package dev.skerry.server.lab;

import dev.skerry.drivers.pod.Alive;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// Processes of a lab that no file tells of: whoever started them was interrupted before it could
/// write them down. They are known by a path of the lab on their command line.
final class Unwritten {
  private Unwritten() {}

  /// Kills those that work with exactly this path, and waits until they are gone.
  static void end(String path) throws IOException, InterruptedException {
    end(Alive.with(path::equals));
  }

  /// Kills those with a path that begins like one of these.
  static void endBelow(List<String> prefixes) throws IOException, InterruptedException {
    end(Alive.with(argument -> prefixes.stream().anyMatch(argument::startsWith)));
  }

  private static void end(List<Long> pids) throws InterruptedException {
    var left = new TreeMap<Long, ProcessHandle>();
    for (long pid : pids) {
      ProcessHandle.of(pid).filter(Unwritten::isOurs).ifPresent(each -> left.put(pid, each));
    }
    left.values().forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : left.values()) {
      while (each.isAlive()) {
        Thread.sleep(Daemon.LOOK_AGAIN);
      }
    }
  }

  /// A Java of this program, not a person's editor with a file of the lab open.
  private static boolean isOurs(ProcessHandle process) {
    String command = process.info().command().orElse("");
    return process.pid() != ProcessHandle.current().pid() && command.endsWith("/bin/java");
  }
}
