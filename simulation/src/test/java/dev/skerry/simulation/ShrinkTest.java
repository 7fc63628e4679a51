package dev.skerry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Life;
import dev.skerry.simulation.life.Plot;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ShrinkTest {
  private static final int TROUBLES = 20;

  /// Fails when both of two troubles happen.
  private static final Life NEEDS_3_AND_7 =
      plot -> {
        var turns = new TreeSet<Integer>();
        for (int i = 1; i <= TROUBLES; i++) {
          if (!plot.without().contains(i)) {
            turns.add(i);
          }
        }
        boolean fails = turns.contains(3) && turns.contains(7);
        Optional<Ending.Failure> failure =
            fails ? Optional.of(new Ending.Failure("Somebody", "it broke")) : Optional.empty();
        return new Ending(1, "00", failure, new Ending.Story(List.of(), new TreeMap<>(), turns, 0));
      };

  @Test
  void aFailureShrinksToTheTroublesItNeeds() {
    Plot plot = Plot.of(1);
    Shrink.Shortened story = Shrink.of(NEEDS_3_AND_7, plot, NEEDS_3_AND_7.live(plot));
    assertThat(story.ending().story().turns()).containsExactly(3, 7);
    assertThat(story.ending().failure()).isPresent();
  }
}
