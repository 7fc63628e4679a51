package dev.skerry.control.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.View;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.store.Epoch;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Somebody started a second process on the store of one that only stood still.
final class TenureTest {
  private static final SiteName CORE = new SiteName("core");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Uid UID = new Uid("00000000-0000-4000-8000-000000000000");

  private final Plane plane =
      new Plane(
          new Setup(
              new Identity(Identity.Kind.SITE, CORE.value(), UID),
              "history-1",
              Life.UNTOLD,
              1,
              Duration.ofSeconds(5),
              Duration.ofSeconds(15),
              List.of(),
              new StandardPipeline(Kinds::builtIn),
              _ -> 1,
              Retention.STANDARD),
          View.empty(CORE));

  private Optional<Effect.Append> turnAt(long seconds) {
    Duration elapsed = Duration.ofSeconds(seconds);
    return plane.turn(new Now(START.plus(elapsed), elapsed)).stream()
        .filter(Effect.Append.class::isInstance)
        .map(Effect.Append.class::cast)
        .findFirst();
  }

  private List<Effect> ends(Effect.Append append, Input.Appended.Result result) {
    return plane.handle(
        new Input.Appended(append.batch(), result), new Now(START, Duration.ofSeconds(6)));
  }

  @Test
  void oneThatHasNothingToWriteAsksWhetherItMayAndEndsWhenItMayNot() {
    assertThat(turnAt(4)).isEmpty();
    Effect.Append first = turnAt(5).orElseThrow();
    assertThat(first.changes()).isEmpty();
    assertThat(turnAt(6)).as("it has not been answered yet").isEmpty();
    assertThat(ends(first, new Input.Appended.Result.Durable()))
        .noneMatch(Effect.Stop.class::isInstance);

    assertThat(turnAt(9)).isEmpty();
    Effect.Append second = turnAt(10).orElseThrow();
    assertThat(ends(second, new Input.Appended.Result.Fenced(new Epoch(2))))
        .anyMatch(Effect.Stop.class::isInstance);
  }
}
