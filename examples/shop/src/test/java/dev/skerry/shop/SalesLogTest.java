package dev.skerry.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SalesLogTest {
  @TempDir private Path data;

  private SalesLog open() throws IOException {
    return SalesLog.open(data, () -> Instant.ofEpochMilli(1_000));
  }

  private void appendRaw(String text) throws IOException {
    Files.writeString(data.resolve("sales.log"), text, StandardOpenOption.APPEND);
  }

  @Test
  void theCountSurvivesARestart() throws Exception {
    try (SalesLog log = open()) {
      assertThat(log.sell("bread").number()).isEqualTo(1);
      assertThat(log.sell("fish").number()).isEqualTo(2);
    }

    try (SalesLog log = open()) {
      assertThat(log.count()).isEqualTo(2);
      assertThat(log.recent()).extracting(Sale::item).containsExactly("fish", "bread");
      assertThat(log.sell("salt").number()).isEqualTo(3);
    }
  }

  @Test
  void aTornLastLineIsIgnoredAndOverwritten() throws Exception {
    try (SalesLog log = open()) {
      log.sell("bread");
    }
    appendRaw("2\t10");

    try (SalesLog log = open()) {
      assertThat(log.count()).isEqualTo(1);
      assertThat(log.sell("ø").number()).isEqualTo(2);
    }
    assertThat(data.resolve("sales.log")).hasContent("1\t1000\tbread\n2\t1000\tø\n");
  }

  @Test
  void twoProgramsDuringAnUpdateCountTogether() throws Exception {
    try (SalesLog old = open();
        SalesLog next = open()) {
      old.sell("bread");
      assertThat(next.count()).isEqualTo(1);
      next.sell("fish");
      assertThat(old.count()).isEqualTo(2);
    }
  }

  @Test
  void damageInTheMiddleIsAnErrorThatSaysWhere() throws Exception {
    open().close();
    appendRaw("1\t1000\tbread\nrubbish\n2\t1000\tfish\n");

    assertThatThrownBy(this::open)
        .hasMessageContaining("after sale 1")
        .hasMessageContaining("move");
  }

  @Test
  void anItemCannotBreakTheLog() throws Exception {
    try (SalesLog log = open()) {
      assertThat(log.sell("a\tb\nc").item()).isEqualTo("a b c");
      assertThat(log.sell("  ").item()).isEqualTo("something");
      assertThat(log.sell("x".repeat(300)).item()).hasSize(Sale.MAX_ITEM);
    }
    try (SalesLog log = open()) {
      assertThat(log.count()).isEqualTo(3);
    }
  }
}
