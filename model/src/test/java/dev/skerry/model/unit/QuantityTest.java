package dev.skerry.model.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuantityTest {
  /// Text and canonical text, from the table in Kubernetes' documentation and its own rules.
  private static final String[][] CANONICAL = {
    {"0", "0"},
    {"-0", "0"},
    {"0Ki", "0"},
    {"1", "1"},
    {"+1", "1"},
    {"1.", "1"},
    {".5", "500m"},
    {"0.5", "500m"},
    {"0.1", "100m"},
    {"1.5", "1500m"},
    {"500m", "500m"},
    {"1000m", "1"},
    {"1000", "1k"},
    {"1500", "1500"},
    {"1000000", "1M"},
    {"1e3", "1e3"},
    {"1E3", "1e3"},
    {"1500e-3", "1500e-3"},
    {"12e6", "12e6"},
    {"1e4", "10e3"},
    {"1E", "1E"},
    {"100k", "100k"},
    {"1Ki", "1Ki"},
    {"1024Ki", "1Mi"},
    {"0.5Gi", "512Mi"},
    {"1.5Gi", "1536Mi"},
    {"1025Ki", "1025Ki"},
    {"0.5Ki", "512"},
    {"1.1Ki", "1126400m"},
    {"1023Ki", "1023Ki"},
    {"1n", "1n"},
    {"0.1n", "1n"},
    {"-0.1n", "-1n"},
    {"1.23456789012", "1234567891n"},
    {"8Ei", "9223372036854775807"},
    {"1e100", "9223372036854775807"},
    {"-1Gi", "-1Gi"},
    {"100u", "100u"},
    {"1000u", "1m"},
    {"9223372036854775807", "9223372036854775807"},
    {"00012", "12"},
    {"128974848", "128974848"},
    {"129e6", "129e6"},
    {"129M", "129M"},
    {"123Mi", "123Mi"},
  };

  private static final String[] NOT_QUANTITIES = {
    "", " ", "1 Gi", "Gi", "1gi", "1KI", "1.2.3", "--1", "1mm", "1e", "1ee3", "0x10", "1,5", "1iK",
    "1e10001", "1/2", "NaN", "1e1.5", "1Zi", "1\n",
  };

  @Test
  void everyNotationHasOneCanonicalText() {
    for (String[] row : CANONICAL) {
      assertThat(Quantity.find(row[0]).map(Quantity::toString)).as(row[0]).contains(row[1]);
      assertThat(Quantity.parse(row[1]).toString()).as("twice " + row[0]).isEqualTo(row[1]);
    }
  }

  @Test
  void whatIsNoQuantityIsNotGuessed() {
    for (String text : NOT_QUANTITIES) {
      assertThat(Quantity.find(text)).as("'%s'", text).isEmpty();
    }
    assertThat(Quantity.find("9".repeat(65))).isEmpty();
  }

  @Test
  void orderIsByAmountAndEqualitySeesTheNotation() {
    assertThat(Quantity.parse("1Ki")).isEqualByComparingTo(Quantity.parse("1024"));
    assertThat(Quantity.parse("1Ki")).isNotEqualTo(Quantity.parse("1024"));
    assertThat(Quantity.parse("999m")).isLessThan(Quantity.parse("1"));
    assertThat(Quantity.parse("1000m")).isEqualTo(Quantity.parse("1"));
  }

  @Test
  void sumsAreExactAndKeepTheNotation() {
    assertThat(Quantity.parse("100m").plus(Quantity.parse("0.2"))).hasToString("300m");
    assertThat(Quantity.parse("1Gi").minus(Quantity.parse("512Mi"))).hasToString("512Mi");
    assertThat(Quantity.ZERO.plus(Quantity.parse("1Gi"))).hasToString("1Gi");
  }

  @Test
  void logicCountsBytesAndThousandthsOfACoreRoundedUp() {
    assertThat(Bytes.of(Quantity.parse("1.1Ki"))).isEqualTo(new Bytes(1127));
    assertThat(Bytes.of(Quantity.parse("1Gi"))).hasToString("1Gi");
    assertThat(MilliCpu.of(Quantity.parse("0.1234"))).isEqualTo(new MilliCpu(124));
    assertThat(MilliCpu.of(Quantity.parse("2"))).hasToString("2");
    assertThat(MilliCpu.of(Quantity.parse("8E")).value()).isEqualTo(Long.MAX_VALUE);
    assertThat(new MilliCpu(100).minusOrZero(new MilliCpu(250))).isEqualTo(MilliCpu.ZERO);
  }
}
