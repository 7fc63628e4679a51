package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.store.Change;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a plane decided and could not keep, because the disk was full, it decides again.
final class FullStoreTest {
  private static final SiteName CORE = new SiteName("core");
  private static final Uid UID = new Uid("00000000-0000-4000-8000-000000000001");
  private static final ObjectKey NOTE =
      ObjectKey.of(GroupKind.core("ConfigMap"), "default", "note");
  private static final PartKey SPEC = new PartKey(UID, Part.SPEC, CORE);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WAITS = Duration.ofMinutes(1);

  private final Plane plane =
      new Plane(
          new Setup(
              new Identity(
                  Identity.Kind.SITE,
                  CORE.value(),
                  new Uid("00000000-0000-4000-8000-000000000000")),
              "history-1",
              Life.UNTOLD,
              1,
              Duration.ofHours(1),
              Duration.ofHours(3),
              List.of(new Subscriber()),
              new StandardPipeline(Kinds::builtIn),
              _ -> 1,
              Retention.STANDARD),
          View.empty(CORE));
  private Duration elapsed = Duration.ZERO;

  /// Puts what is a minute old into the feed of s1.
  private static final class Subscriber implements Controller {
    @Override
    public String name() {
      return "subscriber";
    }

    @Override
    public List<ObjectKey> affected(ObjectChange change, View view) {
      return List.of(change.key());
    }

    @Override
    public Plan reconcile(View view, ObjectKey key, Instant now) {
      if (now.isBefore(START.plus(WAITS))) {
        return Plan.later(START.plus(WAITS));
      }
      return view.find(key).isEmpty()
          ? Plan.NOTHING
          : Plan.of(new Intent.Subscribe("site:s1", SPEC, true, ""));
    }
  }

  private Now now() {
    return new Now(START.plus(elapsed), elapsed);
  }

  /// What it gives the store in a turn after a tick at that time.
  private List<Effect.Append> at(Duration time) {
    elapsed = time;
    List<Effect> ticked = plane.handle(new Input.Tick(), now());
    assertThat(ticked).noneMatch(Effect.Append.class::isInstance);
    return turn();
  }

  private List<Effect.Append> turn() {
    return plane.turn(now()).stream()
        .filter(Effect.Append.class::isInstance)
        .map(Effect.Append.class::cast)
        .toList();
  }

  private void ends(List<Effect.Append> appends, Input.Appended.Result result) {
    assertThat(appends).hasSize(1);
    assertThat(plane.handle(new Input.Appended(appends.getFirst().batch(), result), now()))
        .isNotEmpty();
  }

  private void commit(Optional<Revision> expected, Proposal.Action action) {
    var proposal = new Proposal(NOTE, expected, false, action);
    assertThat(plane.handle(new Input.Commit(1, proposal), now())).isEmpty();
  }

  private void noteIsThere() {
    Obj meta =
        Json.object()
            .put("name", "note")
            .put("namespace", "default")
            .put("uid", UID.value())
            .build();
    Obj object =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", "ConfigMap")
            .put("metadata", meta)
            .build();
    commit(Optional.empty(), new Proposal.Action.Put(object));
    ends(at(Duration.ZERO), new Input.Appended.Result.Durable());
  }

  @Test
  void aFeedGetsItsMemberThoughTheDiskWasFullWhenItWasDecided() {
    noteIsThere();
    List<Effect.Append> member = at(WAITS);
    ends(member, new Input.Appended.Result.Full());
    assertThat(plane.durable().feed("site:s1").members()).isEmpty();
    assertThat(at(WAITS.plusSeconds(1))).isEmpty();

    ends(at(WAITS.plusSeconds(6)), new Input.Appended.Result.Durable());
    assertThat(plane.durable().feed("site:s1").members()).containsOnlyKeys(SPEC);
    assertThat(at(WAITS.plusSeconds(20))).isEmpty();
  }

  @Test
  void aTombstoneIsForgottenThoughTheDiskWasFullWhenThatWasDecided() {
    noteIsThere();
    commit(
        Optional.of(plane.durable().find(NOTE).orElseThrow().revision()),
        new Proposal.Action.Remove(UID));
    ends(turn(), new Input.Appended.Result.Durable());
    assertThat(plane.durable().part(SPEC)).isPresent();
    ends(at(Duration.ofSeconds(2)), new Input.Appended.Result.Full());

    List<Effect.Append> again = at(Duration.ofSeconds(3));
    assertThat(again.getFirst().changes()).hasOnlyElementsOfType(Change.Remove.class);
    ends(again, new Input.Appended.Result.Durable());
    assertThat(plane.durable().part(SPEC)).isEmpty();
  }

  private List<Effect> accept(Optional<SiteName> site) {
    var effects = new ArrayList<>(plane.handle(new Input.AcceptHistory(7, site, "ann"), now()));
    effects.addAll(plane.turn(now()));
    return effects;
  }

  private static boolean tells(Effect effect) {
    return effect instanceof Effect.Log(String event, String _) && event.equals("HistoryAccepted");
  }

  @Test
  void anAcceptanceIsToldOfOnceItIsKept() {
    noteIsThere();
    ends(at(WAITS), new Input.Appended.Result.Durable());
    assertThat(accept(Optional.of(new SiteName("s9"))))
        .noneMatch(FullStoreTest::tells)
        .anyMatch(Effect.NotAdmitted.class::isInstance);

    List<Effect> asked = accept(Optional.empty());
    assertThat(asked).noneMatch(FullStoreTest::tells);
    long batch =
        asked.stream()
            .filter(Effect.Append.class::isInstance)
            .map(Effect.Append.class::cast)
            .findFirst()
            .orElseThrow()
            .batch();
    var durable = new Input.Appended(batch, new Input.Appended.Result.Durable());
    assertThat(plane.handle(durable, now())).anyMatch(FullStoreTest::tells);
  }
}
