package dev.skerry.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class StatusShapeTest {
  private static String shape(long rtt, long jitter, String loss, long rate) {
    return StatusCommand.shape(
        Json.object()
            .put("rttMs", rtt)
            .put("jitterMs", jitter)
            .put("lossPct", new Json.Dec(new BigDecimal(loss)))
            .put("rateKbit", rate)
            .build());
  }

  @Test
  void whatALinkAddsIsOneWord() {
    assertThat(shape(200, 20, "2.0", 256)).isEqualTo("200ms±20ms,2%,256kbit");
    assertThat(shape(600, 0, "0.5", 0)).isEqualTo("600ms,0.5%");
    assertThat(shape(0, 0, "100", 0)).isEqualTo("100%");
    assertThat(shape(0, 0, "0", 64)).isEqualTo("64kbit");
    assertThat(shape(0, 0, "0", 0)).isEqualTo("-");
  }
}
