package dev.skerry.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  private static Json read(String text) throws JsonRefused {
    return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  @Test
  void equalTreesHaveEqualBytesWhateverTheOrderOfKeys() throws JsonRefused {
    Json one = read("{\"b\":[1,2.50,null],\"a\":{\"z\":true,\"y\":\"ü\"}}");
    Json other = read("{\"a\":{\"y\":\"ü\",\"z\":true},\"b\":[1,2.5,null]}");
    assertThat(one).isEqualTo(other);
    assertThat(JsonText.write(one))
        .isEqualTo("{\"a\":{\"y\":\"ü\",\"z\":true},\"b\":[1,2.5,null]}");
    assertThat(JsonText.bytes(one)).isEqualTo(JsonText.bytes(other));
  }

  @Test
  void duplicateKeysAreNamedWithTheirPathAndTheLastWins() throws JsonRefused {
    var parsed =
        JsonText.parse(
            "{\"spec\":{\"c\":[{\"a\":1,\"a\":2}]}}".getBytes(StandardCharsets.UTF_8),
            JsonLimits.REQUEST);
    assertThat(parsed.duplicates()).containsExactly("spec.c[0].a");
    assertThat(JsonText.write(parsed.value())).contains("\"a\":2");
  }

  @Test
  void aTextThatIsBrokenSaysWhere() {
    assertThatThrownBy(() -> read("{\"a\":\n  oops}"))
        .isInstanceOf(JsonRefused.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("{} {}")).isInstanceOf(JsonRefused.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(JsonRefused.class);
  }

  @Test
  void aNumberWithAFarExponentIsMalformed() throws JsonRefused {
    assertThat(read("[1e400]")).isInstanceOf(Json.Arr.class);
    for (String far : new String[] {"9223E72036854775808", "1e99999", "1e-2147483648"}) {
      assertThatThrownBy(() -> read("[" + far + "]"))
          .isInstanceOf(JsonRefused.class)
          .hasMessageContaining("out of range");
    }
  }

  @Test
  void sixtyFiveLevelsAreRefused() throws JsonRefused {
    assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Json.Arr.class);
    assertThatThrownBy(() -> read("[".repeat(65) + "]".repeat(65)))
        .isInstanceOfSatisfying(
            JsonRefused.class, r -> assertThat(r.why()).isEqualTo(JsonRefused.Why.TOO_DEEP));
  }

  @Test
  void settingDeepValuesMakesTheObjectsOnTheWay() throws JsonRefused {
    Obj made = Obj.EMPTY.withAt(Json.of(3), "spec", "replicas").with("kind", "Deployment");
    assertThat(made).isEqualTo(read("{\"kind\":\"Deployment\",\"spec\":{\"replicas\":3}}"));
    assertThat(made.withoutAt("spec", "replicas").obj("spec").isEmpty()).isTrue();
    assertThat(made.integer("spec", "replicas")).hasValue(3);
  }
}
