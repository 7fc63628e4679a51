package dev.skerry.drivers.fuzz;

import java.time.Duration;

/// How long fuzzing lasts: a fixed number of seeds, so that each build does the same, or as many as
/// fit `-Dskerry.fuzz.minutes=N`. A failure names its seed, and `-Dskerry.fuzz.from=SEED` begins
/// there.
public final class Seeds {
  private Seeds() {}

  /// What one seed does.
  public interface Story {
    void tell(long seed) throws Exception;
  }

  public static void each(int inCi, Story story) {
    long minutes = Long.getLong("skerry.fuzz.minutes", 0);
    long from = Long.getLong("skerry.fuzz.from", 0);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    long seed = from;
    while (minutes > 0 ? System.nanoTime() - end < 0 : seed < from + inCi) {
      try {
        story.tell(seed);
      } catch (Exception | Error failed) {
        throw new AssertionError(
            "seed " + seed + "; again with -Dskerry.fuzz.from=" + seed + ": " + failed, failed);
      }
      seed++;
    }
  }
}
