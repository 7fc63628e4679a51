package dev.skerry.cli;

import java.io.IOException;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where log lines go: to bounded files when `SKERRY_LOG_FILE` names a pattern, else to standard
/// error, and there only what needs attention.
final class Logs {
  /// Of one file; there are [#FILES] of them, so a process keeps 8 MiB of what it said.
  private static final int MAX_BYTES = 4 << 20;

  private static final int FILES = 2;
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n";

  private Logs() {}

  static void configure(Map<String, String> environment) {
    System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler handler = handler(environment.getOrDefault("SKERRY_LOG_FILE", ""));
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
  }

  private static Handler handler(String pattern) {
    if (!pattern.isEmpty()) {
      try {
        return new FileHandler(pattern, MAX_BYTES, FILES, true);
      } catch (IOException unusable) {
        System.err.println("skerry: cannot log to " + pattern + ": " + unusable.getMessage());
      }
    }
    var console = new ConsoleHandler();
    console.setLevel(Level.WARNING);
    return console;
  }
}
