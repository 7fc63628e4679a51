package dev.skerry.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SessionTest {
  private static final PartKey KEY = Parts.key(Part.SPEC, 1);
  private static final PartRecord RECORD =
      Parts.present(KEY, new Version(1, 1), Parts.CORE, "hello");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeReplica replica = new FakeReplica();
  private final FakeAuthority store = new FakeAuthority(Parts.SITE);

  private Session childSession(Authority authority) {
    return new Session(Wire.DIALS, Wire.CHILD, store, replica, authority);
  }

  /// A child that has followed the parent's feed to position 10 and was just welcomed.
  private Session welcomed(Authority authority) {
    var follow = new Cursor("p", new Revision(10));
    replica.apply(new Output.Apply(0, List.of(), List.of(), Optional.of(follow)));
    Session session = childSession(authority);
    session.connected(NOW);
    session.frame(new Frame.Welcome(1, parentGreeting()), NOW);
    return session;
  }

  private static Greeting parentGreeting() {
    return new Greeting(Wire.PARENT, List.of(), "p", Life.UNTOLD, false, Optional.empty(), NOW);
  }

  private static Frame batch(long from, long to, PartRecord... records) {
    var items = new ArrayList<FeedItem>();
    for (PartRecord record : records) {
      items.add(new FeedItem(new Revision(from + 1 + items.size()), record));
    }
    return new Frame.Batch(new Revision(from), new Revision(to), items);
  }

  private static void assertClosed(List<Output> outputs, CloseReason reason) {
    assertThat(outputs.getLast()).isInstanceOf(Output.Close.class);
    assertThat(((Output.Close) outputs.getLast()).reason()).isEqualTo(reason);
    assertThat(outputs).noneMatch(Output.Apply.class::isInstance);
  }

  @Test
  void anAckIsSentOnlyWhenTheBatchIsDurable() {
    Session session = welcomed(Wire.OPEN);
    List<Output> received = session.frame(batch(10, 12, RECORD), NOW);
    assertThat(received).hasSize(2);
    var apply = (Output.Apply) received.getLast();
    assertThat(apply.cursor()).contains(new Cursor("p", new Revision(12)));

    List<Output> applied = session.applied(apply.id());
    assertThat(applied)
        .extracting(output -> ((Output.Send) output).frame())
        .containsExactly(new Frame.Ack(1, Optional.of(new Cursor("p", new Revision(12)))));
  }

  @Test
  void aBatchThatDoesNotStartAtMyCursorIsRefused() {
    Session session = welcomed(Wire.OPEN);
    assertClosed(session.frame(batch(11, 13, RECORD), NOW), CloseReason.GAP);
  }

  @Test
  void aRecordThePeerMayNotWriteIsRefusedAndNothingOfItsBatchIsApplied() {
    Session session = welcomed(new Wire.OnlyWritesOf(Optional.of("core")));
    PartRecord forged =
        Parts.present(Parts.key(Part.STATUS, 2), new Version(1, 1), Parts.SITE, "forged");
    List<Output> outputs = session.frame(batch(10, 13, RECORD, forged), NOW);
    assertClosed(outputs, CloseReason.NOT_ITS_PART);
    assertThat(outputs.toString()).contains("site core may not write");
  }

  @Test
  void itemsOutOfOrderAreRefused() {
    Session session = welcomed(Wire.OPEN);
    assertClosed(session.frame(batch(10, 13, RECORD, RECORD), NOW), CloseReason.OUT_OF_ORDER);
    Session second = welcomed(Wire.OPEN);
    assertClosed(second.frame(batch(10, 10), NOW), CloseReason.OUT_OF_ORDER);
    Session third = welcomed(Wire.OPEN);
    assertClosed(
        third.frame(new Frame.Fill(0, List.of(RECORD), true), NOW), CloseReason.OUT_OF_ORDER);
  }

  @Test
  void moreFramesThanTheWindowAreRefused() {
    Session session = welcomed(Wire.OPEN);
    for (int i = 0; i < 4; i++) {
      session.frame(batch(10 + i, 11 + i), NOW);
    }
    assertClosed(session.frame(batch(14, 15), NOW), CloseReason.OVERRUN);
  }

  @Test
  void anAckForMoreThanWasSentIsRefused() {
    Session session = welcomed(Wire.OPEN);
    assertClosed(session.frame(new Frame.Ack(7, Optional.empty()), NOW), CloseReason.OUT_OF_ORDER);
  }

  @Test
  void framesBeforeTheGreetingAreRefused() {
    Session session = childSession(Wire.OPEN);
    session.connected(NOW);
    assertClosed(session.frame(new Frame.Ping(1), NOW), CloseReason.OUT_OF_ORDER);
  }

  @Test
  void endsWithoutACommonVersionPartWithASentence() {
    Session parent = new Session(Wire.ANSWERS, Wire.PARENT, store, replica, Wire.OPEN);
    parent.connected(NOW);
    var greeting =
        new Greeting(Wire.CHILD, List.of(), "c", Life.UNTOLD, false, Optional.empty(), NOW);
    List<Output> outputs = parent.frame(new Frame.Hello(new Versions(2, 9), greeting), NOW);
    assertThat(outputs)
        .contains(
            new Output.Close(
                CloseReason.NO_COMMON_VERSION, "this end speaks protocol 1, the other 2 to 9"));
  }

  @Test
  void bothEndsAreToldWhichRunOfWhichCopyOfAStoreSpeaks() {
    Session parent = new Session(Wire.ANSWERS, Wire.PARENT, store, replica, Wire.OPEN);
    parent.connected(NOW);
    var life = new Life("r3", List.of(new Life.Earlier("r2", new Revision(4))));
    var greeting = new Greeting(Wire.CHILD, List.of(), "c", life, false, Optional.empty(), NOW);
    List<Output> outputs = parent.frame(new Frame.Hello(Versions.OURS, greeting), NOW);
    var answer =
        new Greeting(
            Wire.PARENT,
            List.of("reconcile"),
            store.incarnation(),
            store.life(),
            false,
            Optional.empty(),
            NOW);
    assertThat(outputs)
        .contains(
            new Output.Send(new Frame.Welcome(1, answer), Lane.CONTROL),
            new Output.Established(greeting, 1, List.of()));
  }

  @Test
  void aPeerOfAnotherIdentityIsRefused() {
    Authority nobody =
        new Authority() {
          @Override
          public Optional<String> objection(Identity peer) {
            return Optional.of(peer + " was replaced");
          }

          @Override
          public boolean mayWrite(Identity peer, PartRecord record) {
            return true;
          }
        };
    Session session = childSession(nobody);
    session.connected(NOW);
    assertClosed(
        session.frame(new Frame.Welcome(1, parentGreeting()), NOW), CloseReason.WRONG_IDENTITY);
  }

  @Test
  void silenceEndsTheConversationAndPingsMeasureTheRoundTrip() {
    Session session = welcomed(Wire.OPEN);
    assertThat(session.wakeAt()).contains(NOW.plusSeconds(5));
    assertThat(session.tick(NOW.plusSeconds(4))).isEmpty();
    assertThat(session.tick(NOW.plusSeconds(5))).hasSize(1);
    assertThat(session.frame(new Frame.Pong(1), NOW.plusSeconds(6)))
        .contains(new Output.RttMeasured(Duration.ofSeconds(1)));
    assertClosed(session.tick(NOW.plusSeconds(21)), CloseReason.SILENT);
    assertThat(session.tick(NOW.plusSeconds(22))).isEmpty();
  }

  @Test
  void streamsAreAskedForByTheParentAndRefusedByTheChild() {
    var wire = new Wire();
    wire.connect();
    wire.settle();
    wire.take(wire.parent, wire.parent.session.openStream("7", "logs", "default/shop"));
    wire.settle();
    assertThat(wire.child.seen(Output.OpenStreamAsked.class))
        .containsExactly(new Output.OpenStreamAsked("7", "logs", "default/shop"));
    wire.take(wire.child, wire.child.session.refuseStream("7", "no such pod"));
    wire.settle();
    assertThat(wire.parent.seen(Output.StreamDenied.class))
        .containsExactly(new Output.StreamDenied("7", "no such pod"));
  }

  @Test
  void aRestoredParentDeletesNothingByAbsenceUntilItsHistoryIsDeclaredComplete() {
    var wire = new Wire();
    wire.parent.store.write(Parts.key(Part.SPEC, 1), "old");
    FakeAuthority backup = wire.parent.store.restored("second");
    wire.connect();
    wire.settle();
    wire.parent.store.write(Parts.key(Part.SPEC, 2), "after the backup");
    wire.settle();
    wire.disconnect();

    wire.parent.store = backup;
    wire.parent.restart();
    wire.connect();
    wire.settle();
    wire.take(wire.child, wire.child.session.reconcile());
    wire.settle();
    assertThat(wire.child.seen(Output.Amnesia.class)).hasSize(1);
    assertThat(wire.child.replica.parts).containsKey(Parts.key(Part.SPEC, 2));

    backup.complete = true;
    wire.take(wire.child, wire.child.session.reconcile());
    wire.settle();
    assertThat(wire.child.seen(Output.AmnesiaOver.class)).hasSize(1);
    assertThat(wire.child.replica.members()).isEqualTo(backup.members());
  }

  @Test
  void whatARestoredParentHasWinsOnceItIsAcceptedAndNoVersionGoesBack() {
    var wire = new Wire();
    PartKey changed = Parts.key(Part.SPEC, 1);
    PartKey made = Parts.key(Part.SPEC, 3);
    wire.parent.store.write(changed, "as it was");
    FakeAuthority backup = wire.parent.store.restored("second");
    wire.connect();
    wire.settle();
    wire.parent.store.write(changed, "after the backup");
    wire.parent.store.write(made, "after the backup");
    wire.settle();
    wire.disconnect();

    wire.parent.store = backup;
    wire.parent.restart();
    wire.connect();
    wire.settle();
    assertThat(wire.child.seen(Output.Kept.class))
        .containsExactly(new Output.Kept(List.of(made), List.of(changed)));
    assertThat(String.valueOf(wire.child.replica.parts.get(changed))).contains("after the backup");

    backup.complete = true;
    wire.take(wire.parent, wire.parent.session.accepted());
    wire.settle();
    wire.settle();
    assertThat(wire.child.seen(Output.AmnesiaOver.class)).hasSize(1);
    assertThat(wire.parent.seen(Output.PeerAgrees.class)).hasSize(1);
    assertThat(wire.parent.seen(Output.PeerIsAhead.class))
        .containsExactly(new Output.PeerIsAhead(List.of(changed)));
    assertThat(wire.child.replica.parts).isEqualTo(backup.live());
    assertThat(String.valueOf(wire.child.replica.parts.get(changed))).contains("as it was");
  }

  @Test
  void aChildThatWasAwayWhenItsParentWasAcceptedHearsOfItInTheGreeting() {
    var wire = new Wire();
    FakeAuthority backup = wire.parent.store.restored("second");
    wire.connect();
    wire.settle();
    wire.parent.store.write(Parts.key(Part.SPEC, 1), "after the backup");
    wire.settle();
    wire.parent.store = backup;
    wire.parent.restart();
    wire.connect();
    wire.settle();
    assertThat(wire.child.replica.amnesiac).isTrue();
    wire.disconnect();

    backup.complete = true;
    wire.connect();
    wire.settle();
    assertThat(wire.child.replica.amnesiac).isFalse();
    assertThat(wire.child.replica.parts).isEmpty();
  }

  @Test
  void newerPartsAreNamedOnlyInAnswerToACompleteOffer() {
    store.write(KEY, "here");
    Session session = welcomed(Wire.OPEN);
    var want = new Frame.Want(0, List.of(), List.of(KEY));
    assertClosed(session.frame(want, NOW), CloseReason.OUT_OF_ORDER);
  }

  @Test
  void aParentThatWentBackInTimeUnderTheSameNameIsNoticed() {
    var wire = new Wire();
    wire.parent.store.write(Parts.key(Part.SPEC, 1), "old");
    FakeAuthority clone = wire.parent.store.restored("first");
    wire.parent.store.write(Parts.key(Part.SPEC, 2), "newer");
    wire.connect();
    wire.settle();

    wire.parent.store = clone;
    wire.parent.restart();
    wire.connect();
    wire.settle();
    assertThat(wire.child.seen(Output.Amnesia.class)).hasSize(1);
    assertThat(wire.child.replica.parts).hasSize(2);
  }

  @Test
  void anAgedCursorIsAnsweredByAnOfferThatDeletesWhatIsGone() {
    var wire = new Wire();
    for (int i = 0; i < 4000; i++) {
      wire.parent.store.write(Parts.key(Part.SPEC, i), "v1");
    }
    wire.connect();
    wire.settle();
    wire.disconnect();
    wire.parent.store.delete(Parts.key(Part.SPEC, 5));
    wire.parent.store.write(Parts.key(Part.SPEC, 3999), "v2");
    wire.parent.store.forgetTombstones();

    wire.child.outputs.clear();
    wire.connect();
    wire.settle();
    assertThat(wire.child.replica.members()).isEqualTo(wire.parent.store.members());
    assertThat(wire.child.seen(Output.Apply.class).stream().mapToInt(a -> a.records().size()).sum())
        .isEqualTo(1);
  }

  @Test
  void reconnectingWaitsLongerAndLongerUpToTheCapAndStartsAgainAfterALastingConversation() {
    var config =
        new Reconnect.Config(
            Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(10));
    var reconnect = new Reconnect(config, new Random(7));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      Duration wait = Duration.between(NOW, reconnect.failed(NOW));
      assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(500L << Math.min(i, 7)));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    assertThat(longest).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    Instant next = reconnect.lost(NOW, NOW.plusSeconds(11));
    assertThat(next).isBeforeOrEqualTo(NOW.plusSeconds(11).plusMillis(500));
  }
}
