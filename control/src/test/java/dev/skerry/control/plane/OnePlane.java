package dev.skerry.control.plane;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.View;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.kind.Kinds;
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

/// A control plane by itself, whose store keeps a batch when the test says so. A second passes with
/// every input.
final class OnePlane {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration SILENCE = Duration.ofHours(3);
  private static final Uid UID = new Uid("00000000-0000-4000-8000-000000000000");

  private final Plane plane;
  private Duration elapsed = Duration.ZERO;
  private long draws;

  OnePlane(SiteName self, Controller... controllers) {
    plane =
        new Plane(
            new Setup(
                new Identity(Identity.Kind.SITE, self.value(), UID),
                "history-1",
                Life.UNTOLD,
                1,
                Duration.ofHours(1),
                SILENCE,
                List.of(controllers),
                new StandardPipeline(Kinds::builtIn),
                _ -> ++draws * 0x9E3779B97F4A7C15L,
                Retention.STANDARD),
            View.empty(self));
  }

  View durable() {
    return plane.durable();
  }

  List<Effect> handle(Input input) {
    pass(Duration.ofSeconds(1));
    return plane.handle(input, now());
  }

  void pass(Duration time) {
    elapsed = elapsed.plus(time);
  }

  private Now now() {
    return new Now(START.plus(elapsed), elapsed);
  }

  List<Effect> turn() {
    return plane.turn(now());
  }

  /// The batches it hands out, which the store has not kept yet.
  List<Long> decided() {
    return turn().stream()
        .filter(Effect.Append.class::isInstance)
        .map(Effect.Append.class::cast)
        .map(Effect.Append::batch)
        .toList();
  }

  List<Effect> kept(List<Long> batches) {
    var effects = new ArrayList<Effect>();
    for (long batch : batches) {
      effects.addAll(handle(new Input.Appended(batch, new Input.Appended.Result.Durable())));
    }
    return effects;
  }

  /// Everything that follows is decided and kept.
  void settle() {
    for (List<Long> batches = decided(); !batches.isEmpty(); batches = decided()) {
      kept(batches);
    }
  }

  /// Somebody dials in and greets.
  void connects(long connection, Input.Peer.Kind kind, String name) {
    var as = kind == Input.Peer.Kind.NODE ? Identity.Kind.NODE : Identity.Kind.SITE;
    handle(new Input.LinkUp(connection, new Input.Peer(kind, name, Optional.empty(), SILENCE)));
    var greeting =
        new Greeting(
            new Identity(as, name, UID),
            List.of(),
            "history-2",
            Life.UNTOLD,
            false,
            Optional.empty(),
            START);
    handle(new Input.Received(connection, new Frame.Hello(Versions.OURS, greeting)));
  }
}
