package dev.skerry.drivers.process;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Processes found by the variable `SKERRY_RUN` that every process of a run inherits, also one that
/// left its session.
public final class Strays {
  /// Rounds of looking and killing: a process may fork while we look.
  private static final int MAX_ROUNDS = 20;

  private Strays() {}

  /// SIGKILLs every process whose `SKERRY_RUN` begins with `prefix`.
  public static void kill(String prefix) throws IOException {
    for (int round = 0; round < MAX_ROUNDS && killOnce("SKERRY_RUN=" + prefix); round++) {
      Thread.onSpinWait();
    }
  }

  private static boolean killOnce(String variable) throws IOException {
    boolean found = false;
    for (Path entry : Disk.list(Path.of("/proc"))) {
      String name = entry.getFileName().toString();
      if (name.chars().allMatch(c -> c >= '0' && c <= '9') && carries(entry, variable)) {
        Signals.send(Long.parseLong(name), Signals.KILL);
        found = true;
      }
    }
    return found;
  }

  private static boolean carries(Path process, String variable) {
    try {
      String all =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return all.startsWith(variable) || all.contains("\0" + variable);
    } catch (IOException notOurs) {
      return false;
    }
  }
}
