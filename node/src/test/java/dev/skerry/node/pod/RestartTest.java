package dev.skerry.node.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.NodeName;
import dev.skerry.node.plan.Here;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RestartTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /// When a container comes back that ended so at noon, for the second time in a row.
  private static Instant due(Instant finished) {
    var here = new Here(new NodeName("s1-1"), "192.0.2.1", 4000, 8L << 30);
    var life =
        new ContainerLife(
            ContainerLife.Role.MAIN,
            Json.object().put("name", "main").build(),
            PodSettings.of(here),
            NOON);
    var exit = new Exit("1", 3, 0, "Error", "", finished.minusSeconds(1), finished);
    Duration first = life.restart(exit, NOON);
    assertThat(first).isZero();
    assertThat(life.restart(exit, NOON)).isEqualTo(Duration.ofSeconds(10));
    return life.stage() instanceof Stage.Waiting waiting ? waiting.due() : Instant.MAX;
  }

  @Test
  void aContainerThatCrashedAgainWaitsFromItsEndOn() {
    assertThat(due(NOON.minusSeconds(4))).isEqualTo(NOON.plusSeconds(6));
  }

  @Test
  void oneThatEndedAtAnHourYetToComeDoesNotWaitForIt() {
    assertThat(due(NOON.plus(Duration.ofDays(365)))).isEqualTo(NOON.plusSeconds(10));
  }
}
