package dev.skerry.control.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunsTest {
  private View view = View.empty(new SiteName("s1"));

  private void write(Delta delta) {
    view = view.with(delta, view.revision().next()).view();
  }

  private Life starts(String run) {
    Runs.Begin begin = Runs.begin(view, run);
    write(begin.note());
    return begin.life();
  }

  private void letIn() {
    write(new Delta.Setting(Runs.setting(), Runs.welcomed(view)));
  }

  @Test
  void aStoreKnowsTheRunsThatMadeItAndHowFarEachCame() {
    assertThat(starts("a")).isEqualTo(new Life("a", List.of()));
    letIn();
    Revision end = view.revision();
    Life second = starts("b");
    assertThat(second.run()).isEqualTo("b");
    assertThat(second.before("a")).contains(new Life.Earlier("a", end));
    assertThat(second.before("b")).isEmpty();
  }

  @Test
  void twoCopiesThatWereBothStartedDoNotKnowEachOther() {
    starts("a");
    View copied = view;
    starts("b");
    view = copied;
    assertThat(starts("c").before("b")).isEmpty();
  }

  @Test
  void aStoreThatIsStartedOverAndOverWhileItIsCutOffStillKnowsTheRunThatItsParentMet() {
    starts("met");
    letIn();
    Life last = Life.UNTOLD;
    for (int i = 0; i < 1_000; i++) {
      last = starts("crash-" + i);
    }
    assertThat(last.before("met")).isPresent();
    assertThat(last.before("crash-998")).isPresent();
    assertThat(last.earlier()).hasSizeLessThanOrEqualTo(Bounds.MAX_RUNS);
  }

  @Test
  void aRunThatIsAlwaysLetInFitsAGreeting() {
    Life last = Life.UNTOLD;
    for (int i = 0; i < 1_000; i++) {
      last = starts("run-" + i);
      letIn();
    }
    assertThat(last.before("run-998")).isPresent();
    assertThat(last.earlier()).hasSizeLessThanOrEqualTo(Bounds.MAX_RUNS);
  }

  @Test
  void aRunThatIsNotToldWasNeverThereOrEndedBeforeAllThatAre() {
    starts("a");
    Revision end = view.revision();
    Life last = starts("b");
    assertThat(last.reach("a")).isEqualTo(end);
    assertThat(last.reach("of another disk")).isEqualTo(Revision.ZERO);

    for (int i = 0; i < 100; i++) {
      last = starts("run-" + i);
    }
    assertThat(last.before("a")).isEmpty();
    assertThat(last.reach("a"))
        .as("it may have been there")
        .isEqualTo(last.earlier().getFirst().until())
        .isGreaterThan(end);
  }

  /// Whoever follows this store, but was away, may have heard of one that its own parent never met.
  @Test
  void whoWasLetInDoesNotForgetTheRunsThatWereNot() {
    starts("alone");
    starts("met");
    letIn();
    assertThat(starts("now").before("alone")).isPresent();
  }

  @Test
  void aRunThatFoundNoRoomPassesForMoreOfTheOneBeforeIt() {
    starts("a");
    Life unwritten = Runs.unwritten(Runs.begin(view, "b").life());
    assertThat(unwritten.run()).isEmpty();
    assertThat(unwritten.isUntold()).isFalse();
    assertThat(unwritten.before("a").orElseThrow().until().value())
        .as("what it writes itself is not missing")
        .isEqualTo(Long.MAX_VALUE);
  }
}
