package dev.skerry.server.plane;

import dev.skerry.control.loop.Now;
import java.time.Duration;
import java.time.Instant;

/// The clocks of this process: the wall's, and the time since it started.
public final class Steady {
  private final long start = System.nanoTime();

  public Now now() {
    return new Now(Instant.now(), Duration.ofNanos(System.nanoTime() - start));
  }
}
