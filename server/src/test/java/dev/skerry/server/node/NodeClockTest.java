package dev.skerry.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Now;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class NodeClockTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private Now machine = new Now(NOON, Duration.ZERO);

  private void after(Duration elapsed, Instant wall) {
    machine = new Now(wall, machine.elapsed().plus(elapsed));
  }

  @Test
  void anHourThatIsSetBackGoesOnFromWhereItWas() {
    var clock = new NodeClock(() -> machine);
    after(Duration.ofSeconds(1), NOON.plusSeconds(1));
    assertThat(clock.wall()).isEqualTo(NOON.plusSeconds(1));
    after(Duration.ofSeconds(10), NOON.minus(Duration.ofDays(365)));
    assertThat(clock.wall()).isEqualTo(NOON.plusSeconds(11));
    after(Duration.ofSeconds(10), NOON.minus(Duration.ofDays(365)));
    assertThat(clock.wall()).as("does not stand").isEqualTo(NOON.plusSeconds(21));
    after(Duration.ofSeconds(1), NOON.plusSeconds(500));
    assertThat(clock.wall()).as("is right again").isEqualTo(NOON.plusSeconds(500));
    assertThat(clock.steady()).isEqualTo(Instant.EPOCH.plusSeconds(22));
  }
}
