package dev.skerry.server.lab;

import dev.skerry.server.client.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Waits until a process of a lab does what it should, or says why it does not.
final class Waiting {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final int LAST_LINES = 3;

  /// Asks once; what it says is empty when all is well, else what is still missing.
  interface Check {
    Optional<String> missing() throws Refused, IOException, InterruptedException;
  }

  private Waiting() {}

  /// @param what for the message, such as `site s1 is online`
  static void until(String what, Daemon process, Duration limit, Check check)
      throws Refused, IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String last = "it was not asked";
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new Refused(process.name() + " ended by itself" + where(process));
      }
      try {
        Optional<String> missing = check.missing();
        if (missing.isEmpty()) {
          return;
        }
        last = missing.get();
      } catch (Refused | IOException notYet) {
        last = String.valueOf(notYet.getMessage());
      }
      Thread.sleep(LOOK_AGAIN);
    }
    throw new Refused(
        "waited " + limit.toSeconds() + " s for: " + what + "; last: " + last + where(process));
  }

  private static String where(Daemon process) throws IOException {
    for (Path file : process.logs()) {
      String tail = tail(file);
      if (!tail.isBlank()) {
        return "; its log " + file + " ends with: " + tail;
      }
    }
    return "; its log is " + process.output();
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList();
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }
}
