package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Effect;
import dev.skerry.model.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompactionTest {
  private final Compaction compaction = new Compaction(new Retention(100, 50));

  private List<Effect> tick(long head) {
    var out = new ArrayList<Effect>();
    compaction.tick(new Revision(head), out);
    return out;
  }

  private static Effect upTo(long revision) {
    return new Effect.Compact(new Revision(revision));
  }

  @Test
  void theNewestEntriesAreKeptAndTheOthersGoAStepAtATime() {
    assertThat(tick(149)).isEmpty();
    assertThat(tick(150)).containsExactly(upTo(50));
    assertThat(tick(199)).isEmpty();
    assertThat(tick(200)).containsExactly(upTo(100));
  }

  @Test
  void afterARestartItIsSaidAgain() {
    assertThat(tick(1_000)).containsExactly(upTo(900));
    assertThat(tick(1_000)).isEmpty();
  }

  @Test
  void aFullDiskKeepsNothingButLiveRows() {
    assertThat(tick(150)).containsExactly(upTo(50));
    var out = new ArrayList<Effect>();
    compaction.full(new Revision(150), out);
    assertThat(out).containsExactly(upTo(150));
    assertThat(tick(299)).isEmpty();
    assertThat(tick(300)).containsExactly(upTo(200));
  }
}
