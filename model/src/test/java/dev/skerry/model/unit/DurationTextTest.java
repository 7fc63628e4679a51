package dev.skerry.model.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DurationTextTest {
  @Test
  void agesReadAsInKubectl() {
    String[][] table = {
      {"-PT2S", "<invalid>"}, {"-PT1S", "0s"}, {"PT0S", "0s"}, {"PT119S", "119s"},
      {"PT2M", "2m"}, {"PT5M3S", "5m3s"}, {"PT10M59S", "10m"}, {"PT179M", "179m"},
      {"PT3H", "3h"}, {"PT3H7M", "3h7m"}, {"PT8H59M", "8h"}, {"PT47H", "47h"},
      {"P2D", "2d"}, {"P2DT5H", "2d5h"}, {"P8D", "8d"}, {"P729D", "729d"},
      {"P730D", "2y"}, {"P742D", "2y12d"}, {"P2920D", "8y"}, {"P3000D", "8y"},
    };
    for (String[] row : table) {
      assertThat(DurationText.human(Duration.parse(row[0]))).as(row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void durationsAreWrittenAsInGo() {
    assertThat(DurationText.parse("1h30m")).contains(Duration.ofMinutes(90));
    assertThat(DurationText.parse("200ms")).contains(Duration.ofMillis(200));
    assertThat(DurationText.parse("1.5s")).contains(Duration.ofMillis(1500));
    assertThat(DurationText.parse("0")).contains(Duration.ZERO);
    for (String bad : new String[] {"", "5", "1d", "-1s", "s", "1h 2m", "9999999999h"}) {
      assertThat(DurationText.parse(bad)).as(bad).isEmpty();
    }
  }
}
