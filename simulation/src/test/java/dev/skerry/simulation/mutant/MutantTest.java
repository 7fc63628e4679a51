package dev.skerry.simulation.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.simulation.Worlds;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class MutantTest {
  private static final String FINE =
      "name | sync.session.Session.applied | skip Commits.done 1/1 | Somebody | 1 | sentence";

  /// Loads the class that it changes, which fails when its line is not there as often as it says.
  private static void plant(String line) {
    MutantLoader.plant(Mutant.read(line), Worlds.class);
  }

  @Test
  void everyMutantFindsItsLine() {
    var names = new TreeSet<String>();
    for (Mutant mutant : Mutant.all()) {
      assertThat(names.add(mutant.name())).as(mutant.name()).isTrue();
      MutantLoader.plant(mutant, Worlds.class);
    }
  }

  @Test
  void aMutantWhoseLineIsGoneIsAnError() {
    plant(FINE);
    assertThatThrownBy(() -> plant(FINE.replace("1/1", "1/2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 1 of Commits.done, the list says 2");
    assertThatThrownBy(() -> plant(FINE.replace("Commits.done", "Commits.undone")))
        .hasMessageContaining("has 0 of Commits.undone, the list says 1");
    assertThatThrownBy(() -> plant(FINE.replace(".Session.applied", ".Gone.applied")))
        .hasMessageContaining("cannot be planted");
  }

  @Test
  void aLineThatSaysNoEditIsRefused() {
    assertThatThrownBy(() -> Mutant.read(FINE.replace("skip", "mend")))
        .hasMessageContaining("not an edit");
    assertThatThrownBy(() -> Mutant.read("too | few"))
        .hasMessageContaining("a mutant has 6 columns");
  }
}
