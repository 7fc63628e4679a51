package dev.skerry.cli;

import java.util.logging.LogManager;

/// Keeps the log open while a process that stays is ending: the platform closes it at the first
/// sign of an end, beside whoever still has something to say then. Public for the platform, which
/// makes it by its name.
public final class LastingLogs extends LogManager {
  private volatile boolean held;

  /// To be done before anything is logged.
  static void install() {
    System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
  }

  static void hold() {
    if (getLogManager() instanceof LastingLogs lasting) {
      lasting.held = true;
    }
  }

  /// Now there is nothing more to say.
  static void end() {
    if (getLogManager() instanceof LastingLogs lasting) {
      lasting.held = false;
      lasting.reset();
    }
  }

  @Override
  public void reset() {
    if (!held) {
      super.reset();
    }
  }
}
