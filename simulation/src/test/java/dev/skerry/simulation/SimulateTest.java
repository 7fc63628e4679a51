package dev.skerry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Plot;
import dev.skerry.simulation.monitor.Monitors;
import dev.skerry.simulation.mutant.Mutant;
import dev.skerry.simulation.people.Oracle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
final class SimulateTest {
  /// As many as the time of the whole test command allows; `docs/manual/simulate.md` has the
  /// command for a night.
  private static final int SEEDS = 30;

  private static final int SEEDS_FOR_A_MUTANT = 3;
  private static final int MONTHS_IN_DAYS = 90;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int simulate(Simulate.Wishes wishes) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var to = new PrintStream(out, true, StandardCharsets.UTF_8);
      return new Simulate(to, System.err, () -> 0, threads, 1).run(wishes);
    }
  }

  private String lastLine() {
    return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
  }

  @Test
  void everyPromiseHoldsInEverySeed() {
    var wishes = new Simulate.Wishes(SEEDS, 1, Optional.empty(), Simulate.Manner.PLAIN);
    assertThat(simulate(wishes)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(lastLine()).startsWith("seeds=" + SEEDS + " events=").endsWith("failures=0");
  }

  static List<Mutant> mutants() {
    return Mutant.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsSeenByItsMonitor(Mutant mutant) {
    var manner =
        mutant.monitor().equals(Simulate.SAME_DIGEST)
            ? Simulate.Manner.TWICE
            : Simulate.Manner.PLAIN;
    var wishes =
        new Simulate.Wishes(SEEDS_FOR_A_MUTANT, mutant.seed(), Optional.of(mutant), manner);
    assertThat(simulate(wishes)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAILED seed=")
        .contains(" monitor=" + mutant.monitor() + " ")
        .contains("--mutant " + mutant.name());
    assertThat(lastLine()).endsWith("failures=1");
  }

  @Test
  void everyMonitorHasAMutantThatItSees() {
    var monitors = new TreeSet<>(new Monitors(new Oracle(), Pace.CLOSE).names());
    monitors.addAll(List.of(Simulate.SAME_DIGEST, "Bug"));
    var seen = new TreeSet<>(Mutant.all().stream().map(Mutant::monitor).toList());
    assertThat(seen).isEqualTo(monitors);
  }

  /// Each line of `regressions.list`: seed, troubles left out, why.
  static List<String> regressions() throws IOException {
    try (InputStream list =
        Objects.requireNonNull(SimulateTest.class.getResourceAsStream("regressions.list"))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("regressions")
  void whatOnceFailedHolds(String line) {
    String[] columns = line.split("\\|", -1);
    var without = new TreeSet<Integer>();
    Arrays.stream(columns[1].split(",", -1))
        .map(String::strip)
        .filter(number -> !number.isEmpty())
        .forEach(number -> without.add(Integer.parseInt(number)));
    var plot = new Plot(Long.parseLong(columns[0].strip()), Plot.SITES, 0, without);
    Ending ending = new Worlds().live(plot);
    assertThat(ending.failure()).as(columns[2]).isEmpty();
  }

  /// Clocks that drift for a quarter of a year, hundreds of cuts and crashes, some for days.
  @Test
  void everyPromiseHoldsForMonths() {
    var months = new Plot(0, Plot.SITES, MONTHS_IN_DAYS, new TreeSet<>());
    var manner = new Simulate.Manner(months, false, false, false, false);
    var wishes = new Simulate.Wishes(1, 1, Optional.empty(), manner);
    assertThat(simulate(wishes)).as(out.toString(StandardCharsets.UTF_8)).isZero();
  }

  /// The second of two seeds is begun before the first has ended, or not.
  @Test
  void howManyAreLivedAtOnceIsNotSeen() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var wishes = new Simulate.Wishes(2, 2, Optional.empty(), Simulate.Manner.PLAIN);
      var to = new PrintStream(out, true, StandardCharsets.UTF_8);
      for (int atOnce = 1; atOnce <= 2; atOnce++) {
        new Simulate(to, System.err, () -> 0, threads, atOnce).run(wishes);
      }
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).isEqualTo(lines.getLast());
  }

  @Test
  void aSeedHasTheSameDigestInEveryProcess() throws IOException, InterruptedException {
    assertThat(inAnotherProcess()).contains("digest=").isEqualTo(inAnotherProcess());
  }

  private static String inAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SeedsMain.class.getName(),
                "2",
                "1")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer.replaceAll("(seeds|events)/s=[0-9.]+ ", "");
  }
}
