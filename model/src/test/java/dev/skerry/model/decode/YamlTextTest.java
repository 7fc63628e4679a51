package dev.skerry.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonRefused.Why;
import dev.skerry.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class YamlTextTest {
  private static JsonText.Parsed parse(String yaml) throws JsonRefused {
    return YamlText.parse(yaml.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
  }

  private static String json(String yaml) throws JsonRefused {
    return JsonText.write(parse(yaml).value());
  }

  private static void refused(String yaml, Why why, String says) {
    assertThatThrownBy(() -> parse(yaml))
        .as(yaml.length() > 80 ? yaml.substring(0, 80) : yaml)
        .isInstanceOfSatisfying(JsonRefused.class, r -> assertThat(r.why()).isEqualTo(why))
        .hasMessageContaining(says);
  }

  @Test
  void wordsAndNumbersMeanWhatKubernetesUsersExpect() throws JsonRefused {
    String[][] table = {
      {"yes", "true"},
      {"on", "true"},
      {"n", "false"},
      {"Off", "false"},
      {"True", "true"},
      {"tRue", "\"tRue\""},
      {"~", "null"},
      {"null", "null"},
      {"'yes'", "\"yes\""},
      {"\"5\"", "\"5\""},
      {"0644", "420"},
      {"0o644", "420"},
      {"0x1F", "31"},
      {"0b101", "5"},
      {"1_000", "1000"},
      {"+12", "12"},
      {"-7", "-7"},
      {"089", "89"},
      {"1.50", "1.5"},
      {".5", "0.5"},
      {"1e3", "1000"},
      {"1.2.3", "\"1.2.3\""},
      {"12:30", "\"12:30\""},
      {"500m", "\"500m\""},
      {"2026-11-20", "\"2026-11-20\""},
      {"!!str 5", "\"5\""},
      {"v1", "\"v1\""},
      {"9223372036854775808", "9223372036854775808"},
      {"|\n  a\n  b\n", "\"a\\nb\\n\""},
    };
    for (String[] row : table) {
      Json got = parse("k: " + row[0]).value().at("k").orElseThrow();
      Json want =
          JsonText.parse(row[1].getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
      assertThat(got).as(row[0]).isEqualTo(want);
    }
  }

  @Test
  void keysAreText() throws JsonRefused {
    assertThat(json("{8080: a, true: b, 1.5: c, x: d}"))
        .isEqualTo("{\"1.5\":\"c\",\"8080\":\"a\",\"true\":\"b\",\"x\":\"d\"}");
    refused("{[a]: b}", Why.MALFORMED, "key must be a word");
  }

  @Test
  void aliasesRepeatAndMergeKeysGiveWay() throws JsonRefused {
    assertThat(json("a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n"))
        .isEqualTo("{\"a\":{\"p\":1,\"q\":2},\"b\":{\"p\":1,\"q\":2},\"c\":{\"p\":1,\"q\":3}}");
    refused("a: *nowhere", Why.MALFORMED, "*nowhere has no anchor");
    refused("<<: 5", Why.MALFORMED, "merge key");
  }

  @Test
  void fiftyAliasesPassAndOneMoreDoesNot() throws JsonRefused {
    String fifty = "a: &x 1\nb: [" + "*x, ".repeat(49) + "*x]";
    assertThat(parse(fifty).value().items("b")).hasSize(50);
    refused("a: &x 1\nb: [" + "*x, ".repeat(50) + "*x]", Why.TOO_LARGE, "over 50 aliases");
  }

  @Test
  void aSmallTextMayNotGrowWithoutBound() {
    var yaml = new StringBuilder("a0: &a0 [" + "x, ".repeat(30_000) + "x]\n");
    for (int i = 1; i <= 10; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    refused(yaml.toString(), Why.TOO_LARGE, "grows to over");
  }

  @Test
  void sixtyFiveLevelsAreRefusedInEveryStyle() throws JsonRefused {
    assertThat(parse("[".repeat(64) + "]".repeat(64)).value()).isInstanceOf(Json.Arr.class);
    refused("[".repeat(65) + "]".repeat(65), Why.TOO_DEEP, "nests");
    refused("[".repeat(100_000), Why.TOO_DEEP, "nests");
    refused("- ".repeat(65) + "x", Why.TOO_DEEP, "nests");
  }

  @Test
  void threeMebibytesPassAndOneByteMoreDoesNot() throws JsonRefused {
    int room = JsonLimits.REQUEST.maxBytes() - 3;
    assertThat(parse("a: " + "x".repeat(room)).value().text("a")).hasSize(room);
    refused("a: " + "x".repeat(room + 1), Why.TOO_LARGE, "the limit is 3145728");
  }

  @Test
  void duplicateKeysAreNamedWithTheirPathAndTheLastWins() throws JsonRefused {
    var parsed = parse("spec:\n  c:\n  - a: 1\n    a: 2\n");
    assertThat(parsed.duplicates()).containsExactly("spec.c[0].a");
    assertThat(JsonText.write(parsed.value())).contains("\"a\":2");
  }

  @Test
  void aFileHoldsManyDocumentsAndARequestOne() throws JsonRefused {
    String file = "# head\n---\nkind: A\n---\n---\nkind: B\n...\n";
    var documents = YamlText.documents(file.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST);
    assertThat(documents).extracting(d -> d.value().text("kind")).containsExactly("A", "B");
    refused(file, Why.MALFORMED, "holds 2 documents");
    refused("", Why.MALFORMED, "empty");
  }

  @Test
  void brokenTextSaysWhere() {
    refused("a: [1, 2", Why.MALFORMED, "line");
    refused("a: b: c", Why.MALFORMED, "line 1");
    refused("\ta: b", Why.MALFORMED, "line 1");
    refused("a: .nan", Why.MALFORMED, "no JSON number");
    refused("a: !custom x", Why.MALFORMED, "tag");
    assertThatThrownBy(
            () -> YamlText.parse(new byte[] {'a', ':', ' ', (byte) 0xff}, JsonLimits.REQUEST))
        .isInstanceOf(JsonRefused.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void jsonIsYaml() throws JsonRefused {
    String json = "{\"a\":[1,2.5,null,true,\"x\\n\"],\"b\":{}}";
    assertThat(json(json)).isEqualTo(json);
    assertThat(BodyText.ofMediaType("application/apply-patch+yaml")).contains(BodyText.YAML);
    assertThat(BodyText.ofMediaType("application/json; charset=utf-8")).contains(BodyText.JSON);
    assertThat(BodyText.ofMediaType("application/vnd.kubernetes.protobuf")).isEmpty();
  }
}
