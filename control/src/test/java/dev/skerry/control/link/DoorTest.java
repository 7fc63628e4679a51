package dev.skerry.control.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Versions;
import dev.skerry.sync.frame.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who is let in when a child has a connection already.
final class DoorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Identity S1 =
      new Identity(Identity.Kind.SITE, "s1", new Uid("00000000-0000-4000-8000-000000000001"));
  private static final Input.Peer PEER =
      new Input.Peer(Input.Peer.Kind.CHILD, "s1", Optional.of(S1), SILENCE);

  private final Ledger ledger = new Ledger(View.empty(new SiteName("core")), 1);
  private final Lives lives = new Lives(ledger, "core-1");
  private final List<Long> inside = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<Effect> out = new ArrayList<>();
  private boolean settled = true;
  private Duration elapsed = Duration.ZERO;

  private final Door door =
      new Door(
          lives,
          new Door.House() {
            @Override
            public boolean isIn(Input.Peer peer) {
              return !inside.isEmpty();
            }

            @Override
            public boolean isSettled(Input.Peer peer) {
              return settled;
            }

            @Override
            public void enter(
                long connection, Input.Peer peer, Frame.Hello hello, Now now, List<Effect> to) {
              inside.clear();
              inside.add(connection);
              lives.established(peer, hello.greeting());
            }

            @Override
            public void refused(Input.Peer peer, String sentence, Now now) {
              refused.add(sentence);
            }
          });

  private Now now() {
    return new Now(START.plus(elapsed), elapsed);
  }

  private void after(int seconds) {
    elapsed = elapsed.plusSeconds(seconds);
    door.tick(now(), out);
  }

  private void knocks(long connection) {
    door.knock(new Input.LinkUp(connection, PEER), now(), out);
  }

  private void knocks(long connection, Life life) {
    knocks(connection);
    var greeting = new Greeting(S1, List.of(), "s1-1", life, false, Optional.empty(), START);
    assertThat(door.heard(connection, new Frame.Hello(Versions.OURS, greeting), now(), out))
        .isTrue();
  }

  private static Life life(String run, String earlier, long until) {
    return new Life(run, List.of(new Life.Earlier(earlier, new Revision(until))));
  }

  private void hungUpOn(long connection, CloseReason reason) {
    assertThat(out)
        .anyMatch(effect ->
            effect instanceof Effect.HangUp(long which, String why)
                && which == connection
                && why.startsWith(reason.name()));
  }

  @Test
  void aPeerThatTellsNoRunIsLetInAtOnceAsBefore() {
    knocks(1, Life.UNTOLD);
    knocks(2, Life.UNTOLD);
    assertThat(inside).containsExactly(2L);
    assertThat(out).isEmpty();
  }

  @Test
  void theSameProcessIsLetInAtOnce() {
    knocks(1, life("b", "a", 5));
    knocks(2, life("b", "a", 5));
    assertThat(inside).containsExactly(2L);
  }

  @Test
  void whoSaysSomethingElseThanAGreetingIsSentAwayAndTheOtherStays() {
    knocks(1, life("b", "a", 5));
    knocks(2);
    assertThat(door.heard(2, new Frame.Ping(1), now(), out)).isTrue();
    hungUpOn(2, CloseReason.OUT_OF_ORDER);
    knocks(3);
    door.offended(3, new Violation(CloseReason.MALFORMED, "it is not a frame"), out);
    hungUpOn(3, CloseReason.MALFORMED);
    knocks(4);
    after(15);
    hungUpOn(4, CloseReason.SILENT);
    assertThat(inside).containsExactly(1L);
    assertThat(refused).isEmpty();
  }

  @Test
  void aLaterRunWaitsForAConnectionThatIsDeadAndIsThenLetIn() {
    knocks(1, life("b", "a", 5));
    knocks(2, life("c", "b", 9));
    after(5);
    assertThat(inside).containsExactly(1L);
    inside.clear();
    after(1);
    assertThat(inside).containsExactly(2L);
  }

  @Test
  void whoKnocksWhileTheOtherAnswersIsRefusedByNameButAnAnswerOnItsWayProvesNothing() {
    knocks(1, life("b", "a", 5));
    after(10);
    knocks(2, life("c", "b", 9));
    elapsed = elapsed.plusSeconds(1);
    door.answered(PEER, Duration.ofSeconds(2), now(), out);
    assertThat(refused).isEmpty();
    elapsed = elapsed.plusSeconds(5);
    door.answered(PEER, Duration.ofSeconds(2), now(), out);
    hungUpOn(2, CloseReason.SECOND_COPY);
    assertThat(refused).singleElement().asString().contains("another box with the key of s1");
    assertThat(inside).containsExactly(1L);
  }

  @Test
  void aBoxOfAnotherLineIsRefusedAlsoWhenNobodyElseIsThere() {
    knocks(1, life("c", "b", 9));
    inside.clear();
    knocks(2, life("d", "b", 9));
    hungUpOn(2, CloseReason.SECOND_COPY);
    assertThat(refused).singleElement().asString().contains("it is a copy of it or an older disk");
    knocks(3, life("e", "c", 12));
    assertThat(inside).containsExactly(3L);
  }

  @Test
  void aRunWithoutRoomToBeWrittenDownDoesNotTakeThePlaceOfTheOneBefore() {
    knocks(1, life("b", "a", 5));
    inside.clear();
    knocks(2, new Life("", List.of(new Life.Earlier("b", new Revision(9)))));
    inside.clear();
    knocks(3, life("c", "b", 9));
    assertThat(inside).containsExactly(3L);
  }

  @Test
  void whoLacksWhatWasHeardFromItIsLetInWhenItIsDurableThatItIsToBeCompared() {
    knocks(1, life("b", "a", 5));
    ledger.write(new Delta.Cursor("site:s1", "s1-1", 20));
    inside.clear();
    settled = false;
    knocks(2, life("c", "b", 19));
    assertThat(inside).isEmpty();
    assertThat(ledger.tentative().cursor("site:s1").orElseThrow().incarnation()).isEmpty();
    settled = true;
    door.open(now(), out);
    assertThat(inside).containsExactly(2L);
  }

  @Test
  void aRestoredParentKnowsNothingOfTheRunsSince() {
    knocks(1, life("b", "a", 5));
    inside.clear();
    var restored = new Lives(ledger, "core-2");
    var later =
        new Greeting(S1, List.of(), "s1-1", life("z", "y", 90), false, Optional.empty(), START);
    assertThat(lives.judge("site:s1", later)).isInstanceOf(Lives.Verdict.Copy.class);
    assertThat(restored.judge("site:s1", later)).isInstanceOf(Lives.Verdict.Same.class);
  }
}
