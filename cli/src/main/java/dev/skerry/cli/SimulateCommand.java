package dev.skerry.cli;

import dev.skerry.cli.console.Parse;
import dev.skerry.simulation.Simulate;
import dev.skerry.simulation.life.Plot;
import dev.skerry.simulation.mutant.Mutant;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    description = "Lives through seeded fleets in virtual time, with bad weather, and checks them.")
final class SimulateCommand implements Callable<Integer> {
  /// A fleet of these takes minutes to be made, and gigabytes.
  private static final int MOST_SITES = 1_000;

  private static final int MOST_DAYS = 3_650;

  @Option(names = "--seeds", paramLabel = "N", description = "How many. Default: 10")
  private long seeds = 10;

  @Option(names = "--from", paramLabel = "S", description = "The first seed. Default: 1")
  private long from = 1;

  @Option(names = "--mutant", paramLabel = "NAME", description = "Plants a known bug.")
  private Optional<String> mutant = Optional.empty();

  @Option(names = "--list-mutants", description = "Names the bugs that can be planted.")
  private boolean listMutants;

  @Option(names = "--verbose", description = "Prints what happened before a failure.")
  private boolean verbose;

  @Option(names = "--sites", paramLabel = "N", description = "Sites of a fleet. Default: 3")
  private int sites = Plot.SITES;

  @Option(
      names = "--days",
      paramLabel = "N",
      description =
          "Days of trouble, with slow heartbeats. Default: what the seed draws, 5 at most")
  private Optional<Integer> days = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds that are lived at the same time. Default: one for each processor")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--without",
      paramLabel = "N",
      split = ",",
      description = "Troubles that do not happen, by number, as a shortened failure names them.")
  private List<Integer> without = new ArrayList<>();

  @Option(names = "--twice", description = "Lives each seed twice and compares the digests.")
  private boolean twice;

  @Option(names = "--coverage", description = "Prints which troubles happened in which phase.")
  private boolean coverage;

  @Override
  public Integer call() throws Exception {
    if (listMutants) {
      return Simulate.listMutants(stream(FileDescriptor.out));
    }
    if (seeds < 1) {
      throw Parse.usage("--seeds is " + seeds + ", want 1 or more");
    }
    if (from < 0 || from > Long.MAX_VALUE - seeds) {
      throw Parse.usage(
          "--from is " + from + ", want 0 to " + (Long.MAX_VALUE - seeds) + " for so many seeds");
    }
    Optional<Mutant> planted = mutant.flatMap(Simulate::mutant);
    if (mutant.isPresent() && planted.isEmpty()) {
      throw Parse.usage(
          "--mutant is '"
              + mutant.get()
              + "', want one of "
              + String.join(", ", Simulate.mutants()));
    }
    if (sites < 1 || sites > MOST_SITES) {
      throw Parse.usage("--sites is " + sites + ", want 1 to " + MOST_SITES);
    }
    if (jobs < 1) {
      throw Parse.usage("--jobs is " + jobs + ", want 1 or more");
    }
    if (days.isPresent() && (days.get() < 1 || days.get() > MOST_DAYS)) {
      throw Parse.usage("--days is " + days.get() + ", want 1 to " + MOST_DAYS);
    }
    var like = new Plot(0, sites, days.orElse(0), new TreeSet<>(without));
    var manner = new Simulate.Manner(like, twice, planted.isEmpty(), verbose, coverage);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      return new Simulate(
              stream(FileDescriptor.out),
              stream(FileDescriptor.err),
              System::nanoTime,
              threads,
              jobs)
          .run(new Simulate.Wishes(seeds, from, planted, manner));
    } finally {
      threads.shutdownNow();
    }
  }

  private static PrintStream stream(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }
}
