package dev.skerry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.simulation.mutant.Mutant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulateTest {
  /// Among them those that once found a bug.
  private static final int SEEDS = 2;

  private static final int SEEDS_FOR_A_MUTANT = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int simulate(long seeds, long from, Optional<Mutant> mutant) {
    var wishes = new Simulate.Wishes(seeds, from, mutant, false);
    return new Simulate(new PrintStream(out, true, StandardCharsets.UTF_8), System.err).run(wishes);
  }

  private String lastLine() {
    return out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
  }

  @Test
  void everyPromiseHoldsInEverySeed() {
    assertThat(simulate(SEEDS, 1, Optional.empty())).isZero();
    assertThat(lastLine()).startsWith("seeds=" + SEEDS + " events=").endsWith("failures=0");
  }

  @ParameterizedTest
  @EnumSource(Mutant.class)
  void everyMutantIsCaught(Mutant mutant) {
    assertThat(simulate(SEEDS_FOR_A_MUTANT, 1, Optional.of(mutant))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAILED seed=")
        .contains("--mutant " + mutant.word());
    assertThat(lastLine()).endsWith("failures=1");
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
    return answer.replaceAll("seeds/s=[0-9.]+ ", "");
  }
}
