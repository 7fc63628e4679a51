package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.write.Proposal;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A further node is let go: from then on nobody has it back by accident.
final class NodesTest {
  private static final SiteName SITE = new SiteName("s1");
  private static final String NODE = "s1-2";
  private static final ObjectKey OBJECT = ObjectKey.of(GroupKind.core("Node"), "", NODE);

  private final OnePlane plane = new OnePlane(SITE);

  private void join(long ticket, String keyPin, boolean replace) {
    var who = new Input.Newcomer.Node(Optional.of(new NodeName(NODE)));
    String id = "t" + ticket;
    plane.handle(
        new Input.MakeToken(ticket, id, "hash", who, OnePlane.START.plusSeconds(600), replace));
    assertThat(plane.kept(plane.decided())).contains(new Effect.Admitted(ticket));
    plane.handle(new Input.Join(ticket + 1, id, "hash", who, keyPin));
    assertThat(plane.kept(plane.decided())).contains(new Effect.Admitted(ticket + 1));
  }

  private void connects(long connection) {
    plane.connects(connection, Input.Peer.Kind.NODE, NODE);
  }

  private static boolean hangsUp(Effect effect) {
    return effect instanceof Effect.HangUp;
  }

  private void deleted() {
    Uid uid = plane.durable().find(OBJECT).orElseThrow().uid();
    var revision = plane.durable().find(OBJECT).map(entry -> entry.revision());
    plane.handle(
        new Input.Commit(
            9, new Proposal(OBJECT, revision, false, new Proposal.Action.Remove(uid))));
    plane.kept(plane.decided());
  }

  @Test
  void aNodeThatDialsWhileItIsLetGoIsNoMemberAgain() {
    join(1, "key", false);
    deleted();
    assertThat(plane.durable().find(OBJECT)).isEmpty();
    plane.handle(new Input.Tick());
    List<Long> letGo = plane.decided();
    assertThat(letGo).isNotEmpty();

    connects(5);
    assertThat(plane.kept(letGo)).anyMatch(NodesTest::hangsUp);
    plane.kept(plane.decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();
  }

  @Test
  void aNodeThatTheDoorLetInBeforeItKnewIsHungUpOn() {
    join(1, "key", false);
    deleted();
    plane.handle(new Input.Tick());
    plane.kept(plane.decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();

    connects(5);
    plane.kept(plane.decided());
    assertThat(plane.durable().find(OBJECT)).isEmpty();
    plane.handle(new Input.Tick());
    assertThat(plane.turn()).anyMatch(NodesTest::hangsUp);
  }

  @Test
  void aMachineWhoseNameAnotherTookIsHungUpOnWhenTheDoorKnows() {
    join(1, "old", false);
    connects(5);
    plane.kept(plane.decided());
    var who = new Input.Newcomer.Node(Optional.of(new NodeName(NODE)));
    plane.handle(new Input.MakeToken(3, "t3", "hash", who, OnePlane.START.plusSeconds(600), true));
    plane.kept(plane.decided());
    plane.handle(new Input.Join(4, "t3", "hash", who, "new"));

    assertThat(plane.handle(new Input.Tick())).noneMatch(NodesTest::hangsUp);
    List<Long> replacing = plane.decided();
    assertThat(plane.kept(replacing)).anyMatch(NodesTest::hangsUp);
  }
}
