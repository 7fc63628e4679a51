package dev.skerry.server.plane;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Whether the heap holds a store that is being read. A JVM that runs out of it ends with a line
/// that names neither the store nor a remedy, is started again, and ends again.
final class HeapRoom {
  /// Rows between two looks; a few MiB.
  static final int ROWS = 4_096;

  /// The part of the heap that rows may fill: indexes of them and all else come after.
  private static final double ROWS_PART = 0.8;

  /// Above this part it is worth to see what of it is garbage; beyond [#ROWS_PART], so that one
  /// that is nearly full is not collected at every look.
  private static final double LOOK_PART = 0.9;

  private static final long MIB = 1 << 20;

  private final LongSupplier used;
  private final long most;
  private final Runnable collect;
  private long rows;

  /// @param used bytes of the heap, garbage too
  /// @param most bytes it may grow to
  /// @param collect leaves no garbage
  HeapRoom(LongSupplier used, long most, Runnable collect) {
    this.used = used;
    this.most = most;
    this.collect = collect;
  }

  /// That of this process.
  static HeapRoom ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapRoom(
        () -> runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory(), runtime::gc);
  }

  /// One more row is read. Answers what to tell people when that was too much.
  Optional<String> row() {
    rows++;
    if (rows % ROWS != 0 || used.getAsLong() <= most * LOOK_PART) {
      return Optional.empty();
    }
    collect.run();
    return used.getAsLong() <= most * ROWS_PART
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the heap of %d MiB does not hold this store: the first %d rows of it take %d MiB;"
                    + " start this process with a larger one, SKERRY_HEAP=-Xmx%dm for a beginning"
                    + " (the manual says what objects take: install, The memory of a core)",
                most / MIB,
                rows,
                used.getAsLong() / MIB,
                2 * most / MIB));
  }
}
