package dev.skerry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where log lines go. A process that stays writes bounded files: those that `SKERRY_LOG_FILE`
/// names, else `log/skerry.<n>.log` in its data directory. What needs attention goes to standard
/// error too where somebody bounds or reads that: a journal or a terminal. A short command has no
/// file.
final class Logs {
  /// Of one file; there are [#FILES] of them, so a process keeps 8 MiB of what it said.
  static final int MAX_BYTES = 4 << 20;

  static final int FILES = 2;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Logs() {}

  static void configure(Map<String, String> environment) {
    clear();
    String pattern = environment.getOrDefault("SKERRY_LOG_FILE", "");
    boolean filed = !pattern.isEmpty() && file(pattern);
    if (!filed || environment.containsKey("JOURNAL_STREAM")) {
      attention();
    }
  }

  /// For a process that stays on `data`, whose environment names no file.
  static void stay(Path data, Map<String, String> environment) throws IOException {
    if (!environment.getOrDefault("SKERRY_LOG_FILE", "").isEmpty()) {
      return;
    }
    Path directory = Files.createDirectories(data.resolve("log"));
    clear();
    boolean filed = file(directory.toString().replace("%", "%%") + "/skerry.%g.log");
    if (!filed || environment.containsKey("JOURNAL_STREAM") || isTerminal()) {
      attention();
    }
  }

  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException closed) {
      return false;
    }
  }

  private static void clear() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
      handler.close();
    }
  }

  private static boolean file(String pattern) {
    try {
      add(new FileHandler(pattern, MAX_BYTES, FILES, true));
      return true;
    } catch (IOException unusable) {
      System.err.println("skerry: cannot log to " + pattern + ": " + unusable.getMessage());
      return false;
    }
  }

  private static void attention() {
    var console = new ConsoleHandler();
    console.setLevel(Level.WARNING);
    add(console);
  }

  private static void add(Handler handler) {
    handler.setFormatter(new OneLine());
    Logger.getLogger("").addHandler(handler);
  }
}
