package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A further node is let go: from then on nobody has it back by accident.
final class NodesTest {
  private static final SiteName SITE = new SiteName("s1");
  private static final String NODE = "s1-2";
  private static final ObjectKey OBJECT = ObjectKey.of(GroupKind.core("Node"), "", NODE);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SILENCE = Duration.ofHours(3);
  private static final Uid UID = new Uid("00000000-0000-4000-8000-000000000000");

  private final Plane plane =
      new Plane(
          new Setup(
              new Identity(Identity.Kind.SITE, SITE.value(), UID),
              "history-1",
              Life.UNTOLD,
              1,
              Duration.ofHours(1),
              SILENCE,
              List.of(),
              new StandardPipeline(Kinds::builtIn),
              _ -> 1,
              Retention.STANDARD),
          View.empty(SITE));
  private Duration elapsed = Duration.ZERO;

  private List<Effect> handle(Input input) {
    elapsed = elapsed.plusSeconds(1);
    return plane.handle(input, new Now(START.plus(elapsed), elapsed));
  }

  /// The batches it hands out, which the store has not kept yet.
  private List<Long> decided() {
    return plane.turn(new Now(START.plus(elapsed), elapsed)).stream()
        .filter(Effect.Append.class::isInstance)
        .map(Effect.Append.class::cast)
        .map(Effect.Append::batch)
        .toList();
  }

  private List<Effect> kept(List<Long> batches) {
    var effects = new ArrayList<Effect>();
    for (long batch : batches) {
      effects.addAll(handle(new Input.Appended(batch, new Input.Appended.Result.Durable())));
    }
    return effects;
  }

  private void join(long ticket, String keyPin, boolean replace) {
    var who = new Input.Newcomer.Node(Optional.of(new NodeName(NODE)));
    String id = "t" + ticket;
    handle(new Input.MakeToken(ticket, id, "hash", who, START.plusSeconds(600), replace));
    assertThat(kept(decided())).contains(new Effect.Admitted(ticket));
    handle(new Input.Join(ticket + 1, id, "hash", who, keyPin));
    assertThat(kept(decided())).contains(new Effect.Admitted(ticket + 1));
  }

  private void connects(long connection) {
    var peer = new Input.Peer(Input.Peer.Kind.NODE, NODE, Optional.empty(), SILENCE);
    var self = new Identity(Identity.Kind.NODE, NODE, UID);
    handle(new Input.LinkUp(connection, peer));
    var greeting =
        new Greeting(self, List.of(), "history-2", Life.UNTOLD, false, Optional.empty(), START);
    handle(new Input.Received(connection, new Frame.Hello(Versions.OURS, greeting)));
  }

  private static boolean hangsUp(Effect effect) {
    return effect instanceof Effect.HangUp;
  }

  private void deleted() {
    Uid uid = plane.durable().find(OBJECT).orElseThrow().uid();
    var revision = plane.durable().find(OBJECT).map(entry -> entry.revision());
    handle(
        new Input.Commit(
            9, new Proposal(OBJECT, revision, false, new Proposal.Action.Remove(uid))));
    kept(decided());
  }

  @Test
  void aNodeThatDialsWhileItIsLetGoIsNoMemberAgain() {
    join(1, "key", false);
    deleted();
    assertThat(plane.durable().find(OBJECT)).isEmpty();
    handle(new Input.Tick());
    List<Long> letGo = decided();
    assertThat(letGo).isNotEmpty();

    connects(5);
    assertThat(kept(letGo)).anyMatch(NodesTest::hangsUp);
    kept(decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();
  }

  @Test
  void aNodeThatTheDoorLetInBeforeItKnewIsHungUpOn() {
    join(1, "key", false);
    deleted();
    handle(new Input.Tick());
    kept(decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();

    connects(5);
    kept(decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();
    handle(new Input.Tick());
    assertThat(plane.turn(new Now(START.plus(elapsed), elapsed))).anyMatch(NodesTest::hangsUp);
  }

  @Test
  void aMachineWhoseNameAnotherTookIsHungUpOnWhenTheDoorKnows() {
    join(1, "old", false);
    connects(5);
    kept(decided());
    var who = new Input.Newcomer.Node(Optional.of(new NodeName(NODE)));
    handle(new Input.MakeToken(3, "t3", "hash", who, START.plusSeconds(600), true));
    kept(decided());
    handle(new Input.Join(4, "t3", "hash", who, "new"));

    assertThat(handle(new Input.Tick())).noneMatch(NodesTest::hangsUp);
    List<Long> replacing = decided();
    assertThat(kept(replacing)).anyMatch(NodesTest::hangsUp);
  }
}
