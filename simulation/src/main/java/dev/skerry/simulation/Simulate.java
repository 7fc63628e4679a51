package dev.skerry.simulation;

import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Life;
import dev.skerry.simulation.life.Plot;
import dev.skerry.simulation.mutant.Mutant;
import dev.skerry.simulation.mutant.MutantLoader;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/// `skerry simulate`: lives through seeds, each in one thread, and says what came of it. Same
/// seeds, same digest, on every machine, however many are lived at once.
public final class Simulate {
  /// The monitor of a seed that is lived twice.
  public static final String SAME_DIGEST = "SameDigest";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final double NANOS = 1e9;

  /// FNV-1a prime, to fold the digests of many seeds into one.
  private static final long FOLD = 0x100000001b3L;

  /// What to live through.
  ///
  /// @param seeds how many, from `from` upwards
  /// @param mutant a planted bug; empty for the program as it is
  public record Wishes(long seeds, long from, Optional<Mutant> mutant, Manner manner) {}

  /// How to go about it.
  ///
  /// @param like the plot of every seed, but for the seed
  /// @param twice lives each seed a second time and compares the digests
  /// @param shrinks looks for a shorter story of a failure
  /// @param verbose prints what happened before a failure
  /// @param coverage prints which troubles happened in which phase
  public record Manner(
      Plot like, boolean twice, boolean shrinks, boolean verbose, boolean coverage) {
    /// As the seed draws it.
    public static final Manner PLAIN = new Manner(Plot.of(0), false, false, false, false);

    public static final Manner TWICE = new Manner(Plot.of(0), true, false, false, false);

    Plot plot(long seed) {
      return like.with(seed);
    }
  }

  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanos;
  private final ExecutorService threads;
  private final int atOnce;

  /// @param out answers
  /// @param err progress and what happened
  /// @param nanos a steady clock, for saying how fast it went
  /// @param threads the caller's, who closes them
  /// @param atOnce how many seeds are lived at the same time, 1 or more
  public Simulate(
      PrintStream out, PrintStream err, LongSupplier nanos, ExecutorService threads, int atOnce) {
    this.out = out;
    this.err = err;
    this.nanos = nanos;
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /// The names for `--mutant`, who must see each, and what it does wrong.
  public static int listMutants(PrintStream out) {
    for (Mutant mutant : Mutant.all()) {
      out.println(mutant.name() + "  " + mutant.sentence() + " (seen by " + mutant.monitor() + ")");
    }
    return DONE;
  }

  public static List<String> mutants() {
    return Mutant.all().stream().map(Mutant::name).toList();
  }

  public static Optional<Mutant> mutant(String name) {
    return Mutant.named(name);
  }

  /// Answers the exit code: 1 when a seed failed. Stops at the first failure.
  public int run(Wishes wishes) {
    long start = nanos.getAsLong();
    long events = 0;
    long digest = 0;
    var coverage = new Coverage();
    Life life =
        wishes.mutant().map(m -> MutantLoader.plant(m, Worlds.class)).orElseGet(Worlds::new);
    Manner manner = wishes.manner();
    long end = wishes.from() + wishes.seeds();
    var lives =
        new Lives(
            threads, atOnce, wishes.from(), seed -> live(life, manner.plot(seed), manner.twice()));
    for (long seed = wishes.from(); seed < end; seed++) {
      Ending ending = lives.next(end);
      events += ending.events();
      digest = digest * FOLD ^ Long.parseUnsignedLong(ending.digest(), 16);
      coverage.add(ending);
      if (ending.failure().isPresent()) {
        lives.stop();
        report(life, manner.plot(seed), ending, wishes);
        long lived = seed - wishes.from() + 1;
        out.println(summary(lived, events, start, digest, 1));
        return FAILED;
      }
    }
    if (manner.coverage()) {
      coverage.print(out, (nanos.getAsLong() - start) / NANOS);
    }
    out.println(summary(wishes.seeds(), events, start, digest, 0));
    return DONE;
  }

  private static Ending live(Life life, Plot plot, boolean twice) {
    Ending first = life.live(plot);
    if (!twice || first.failure().isPresent()) {
      return first;
    }
    Ending second = life.live(plot);
    if (second.digest().equals(first.digest())) {
      return first;
    }
    var differs =
        new Ending.Failure(
            SAME_DIGEST,
            "the seed came to " + first.digest() + ", and the second time to " + second.digest());
    return new Ending(second.events(), second.digest(), Optional.of(differs), second.story());
  }

  private void report(Life life, Plot plot, Ending ending, Wishes wishes) {
    Ending.Failure failure = ending.failure().orElseThrow();
    var story = new Shrink.Shortened(plot, ending);
    if (wishes.manner().shrinks() && !failure.monitor().equals(SAME_DIGEST)) {
      err.println(failure.sentence());
      err.println("looking for a shorter story with fewer troubles");
      story = Shrink.of(life, plot, ending);
    }
    if (wishes.manner().verbose()) {
      story.ending().story().last().forEach(err::println);
    }
    err.println(story.ending().failure().orElseThrow().sentence());
    err.println("troubles in it: " + story.ending().story().troubles());
    out.println(
        "FAILED seed="
            + plot.seed()
            + " monitor="
            + failure.monitor()
            + " replay: skerry simulate --seeds 1 --from "
            + plot.seed()
            + options(story.plot(), wishes));
  }

  private static String options(Plot plot, Wishes wishes) {
    var text = new StringBuilder();
    wishes.mutant().ifPresent(m -> text.append(" --mutant ").append(m.name()));
    if (plot.sites() != Plot.SITES) {
      text.append(" --sites ").append(plot.sites());
    }
    if (plot.days() > 0) {
      text.append(" --days ").append(plot.days());
    }
    if (!plot.without().isEmpty()) {
      List<String> numbers = plot.without().stream().map(String::valueOf).toList();
      text.append(" --without ").append(String.join(",", numbers));
    }
    return wishes.manner().twice() ? text.append(" --twice").toString() : text.toString();
  }

  private String summary(long seeds, long events, long start, long digest, int failures) {
    double seconds = (nanos.getAsLong() - start) / NANOS;
    return String.format(
        Locale.ROOT,
        "seeds=%d events=%d seeds/s=%.2f events/s=%.0f digest=%016x failures=%d",
        seeds,
        events,
        seeds / seconds,
        events / seconds,
        digest,
        failures);
  }
}
