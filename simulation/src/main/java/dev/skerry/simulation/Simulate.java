package dev.skerry.simulation;

import dev.skerry.simulation.host.Bugs;
import dev.skerry.simulation.mutant.Mutant;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `skerry simulate`: lives through seeds one after the other, in the calling thread, and says what
/// came of it. Same seeds, same digest, on every machine.
public final class Simulate {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final double NANOS = 1e9;

  /// FNV-1a prime, to fold the digests of many seeds into one.
  private static final long FOLD = 0x100000001b3L;

  /// What to live through.
  ///
  /// @param seeds how many, from `from` upwards
  /// @param mutant a planted bug; empty for the program as it is
  /// @param verbose prints what happened before a failure
  public record Wishes(long seeds, long from, Optional<Mutant> mutant, boolean verbose) {}

  private final PrintStream out;
  private final PrintStream err;

  /// @param out answers, @param err progress and what happened
  public Simulate(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// The names for `--mutant`, and what each does wrong.
  public int listMutants() {
    for (Mutant mutant : Mutant.values()) {
      out.println(mutant.word() + "  " + mutant.sentence());
    }
    return DONE;
  }

  public static List<String> mutants() {
    return List.of(Mutant.values()).stream().map(Mutant::word).toList();
  }

  public static Optional<Mutant> mutant(String word) {
    return Mutant.named(word);
  }

  /// Answers the exit code: 1 when a seed failed. Stops at the first failure.
  public int run(Wishes wishes) {
    long start = System.nanoTime();
    long events = 0;
    long digest = 0;
    Bugs bugs = wishes.mutant().<Bugs>map(m -> m).orElse(Bugs.NONE);
    for (long seed = wishes.from(); seed < wishes.from() + wishes.seeds(); seed++) {
      World.Ending ending = new World(seed, bugs).live();
      events += ending.events();
      digest = digest * FOLD ^ Long.parseUnsignedLong(ending.digest(), 16);
      if (ending.failure().isPresent()) {
        report(seed, ending, ending.failure().get(), wishes);
        long lived = seed - wishes.from() + 1;
        out.println(summary(lived, events, start, digest, 1));
        return FAILED;
      }
    }
    out.println(summary(wishes.seeds(), events, start, digest, 0));
    return DONE;
  }

  private void report(long seed, World.Ending ending, World.Failure failure, Wishes wishes) {
    if (wishes.verbose()) {
      ending.last().forEach(err::println);
    }
    err.println(failure.sentence());
    String mutant = wishes.mutant().map(m -> " --mutant " + m.word()).orElse("");
    out.println(
        "FAILED seed="
            + seed
            + " monitor="
            + failure.monitor()
            + " replay: skerry simulate --seeds 1 --from "
            + seed
            + mutant);
  }

  private static String summary(long seeds, long events, long start, long digest, int failures) {
    double seconds = (System.nanoTime() - start) / NANOS;
    return String.format(
        Locale.ROOT,
        "seeds=%d events=%d seeds/s=%.2f digest=%016x failures=%d",
        seeds,
        events,
        seeds / seconds,
        digest,
        failures);
  }
}
