package dev.skerry.drivers.container;

import java.io.IOException;
import java.time.Duration;

/// Waiting for something that nobody announces.
final class Waiting {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /// Looked at again and again.
  interface Condition {
    boolean holds() throws IOException;
  }

  private Waiting() {}

  static boolean until(Condition condition, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      pause();
    }
    return true;
  }

  static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
