package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.leave.LeaveController;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.write.Proposal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.frame.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A site that was removed and comes back has to tell everything anew.
final class SitesTest {
  private static final SiteName SITE = new SiteName("s1");
  private static final ObjectKey OBJECT =
      ObjectKey.of(new GroupKind("skerry.dev", "Site"), "", "s1");
  private static final String SUBSCRIBER = "site:s1";
  private static final Uid NODE = Uid.random(1, 7);

  private final OnePlane plane = new OnePlane(new SiteName("core"), new LeaveController());

  private void join(long ticket) {
    var who = new Input.Newcomer.Site(SITE);
    String id = "t" + ticket;
    plane.handle(
        new Input.MakeToken(ticket, id, "hash", who, OnePlane.START.plusSeconds(6000), false));
    plane.settle();
    plane.handle(new Input.Join(ticket + 1, id, "hash", who, "key"));
  }

  private void says(Frame frame) {
    plane.handle(new Input.Received(5, frame));
    plane.settle();
  }

  private long cursor() {
    return plane.durable().cursor(SUBSCRIBER).orElseThrow().position();
  }

  private void removed() {
    var object = plane.durable().find(OBJECT).orElseThrow();
    var revision = Optional.of(object.revision());
    plane.handle(
        new Input.Commit(
            9, new Proposal(OBJECT, revision, false, new Proposal.Action.Remove(object.uid()))));
    plane.settle();
    plane.pass(Duration.ofMinutes(5));
    plane.handle(new Input.Tick());
    plane.settle();
    assertThat(plane.durable().setting("child/s1").isEmpty()).as("it was let go").isTrue();
  }

  @Test
  void anOlderConversationThatBeginsToSpeakAfterItJoinedAgainCountsForNothing() {
    join(1);
    plane.settle();
    plane.connects(5, Input.Peer.Kind.CHILD, "s1");
    removed();

    join(3);
    plane.settle();
    says(new Frame.Offer(new Revision(7), false, 0, List.of(), true));
    assertThat(plane.durable().cursor(SUBSCRIBER).map(cursor -> cursor.position()).orElse(0L))
        .as("nothing of it has been heard")
        .isZero();
  }

  /// Who writes a record is told by its name: two of one name would be one writer to all others.
  @Test
  void aSiteCannotHaveTheNameOfItsParent() {
    var own = new Input.Newcomer.Site(new SiteName("core"));
    plane.handle(new Input.MakeToken(1, "t1", "hash", own, OnePlane.START.plusSeconds(6000), true));
    plane.settle();
    assertThat(plane.durable().setting("token/t1").isEmpty()).as("there is no token").isTrue();
  }

  @Test
  void whatAnOlderConversationSaysAfterItJoinedAgainCountsForNothing() {
    join(1);
    plane.settle();
    plane.connects(5, Input.Peer.Kind.CHILD, "s1");
    says(new Frame.Offer(new Revision(7), false, 0, List.of(), true));
    assertThat(cursor()).isEqualTo(7);
    removed();

    join(3);
    assertThat(plane.kept(plane.decided())).contains(new Effect.Admitted(4));
    plane.settle();
    says(new Frame.Batch(new Revision(7), new Revision(8), List.of()));
    assertThat(cursor()).as("nothing of it has been heard").isZero();
  }

  /// The core ended what it had said under revisions of its own, which may be far above the site's.
  @Test
  void whatWasForgottenIsHeardAnewInTheVersionThatItHas() {
    join(1);
    plane.settle();
    plane.connects(5, Input.Peer.Kind.CHILD, "s1");
    says(new Frame.Offer(new Revision(1), false, 0, List.of(), true));
    says(new Frame.Batch(new Revision(1), new Revision(2), List.of(node())));
    assertThat(isNodeThere()).isTrue();
    removed();
    assertThat(isNodeThere()).isFalse();

    join(3);
    plane.settle();
    plane.handle(new Input.LinkDown(5));
    plane.connects(5, Input.Peer.Kind.CHILD, "s1");
    says(new Frame.Offer(new Revision(1), false, 0, List.of(), true));
    says(new Frame.Batch(new Revision(1), new Revision(2), List.of(node())));
    assertThat(isNodeThere()).isTrue();
  }

  private static FeedItem node() {
    var key = ObjectKey.of(KindNames.NODE, "", "s1-1");
    Obj metadata = Json.object().put("name", "s1-1").put("uid", NODE.value()).build();
    Obj object =
        Json.object().put("apiVersion", "v1").put("kind", "Node").put("metadata", metadata).build();
    var part = new PartKey(NODE, Part.REPORT, SITE);
    return new FeedItem(
        new Revision(2),
        new PartRecord(part, new Version(1, 2), key, SITE, new Body.Present(object)));
  }

  private boolean isNodeThere() {
    return plane.durable().find(ObjectKey.of(KindNames.NODE, "", "s1-1")).isPresent();
  }
}
