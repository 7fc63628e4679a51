package dev.skerry.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonBytesTest {
  private static final int ROUNDS = 2_000;
  private static final List<String> KEYS =
      List.of(
          "",
          "metadata",
          "meta",
          "metadataX",
          "resourceVersion",
          "resource",
          "uid",
          "a\"b",
          "resource\"",
          "resource\\V",
          "\n",
          "ö",
          "\uD83D\uDE00",
          "resourceVersion0",
          "z",
          "{",
          ",");

  private final Random chance = new Random(20261128);

  private Json value(int depth) {
    return switch (chance.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> Json.of(KEYS.get(chance.nextInt(KEYS.size())) + "\\\"}],");
      case 1 -> Json.of(chance.nextLong());
      case 2 -> Json.of(chance.nextBoolean());
      case 3 -> Json.Null.VALUE;
      case 4 -> new Json.Dec(new BigDecimal("-1.5e9"));
      case 5 -> Json.of("");
      case 6 -> array(depth);
      default -> object(depth - 1);
    };
  }

  private Json array(int depth) {
    var items = new ArrayList<Json>();
    for (int i = chance.nextInt(4); i > 0; i--) {
      items.add(value(depth - 1));
    }
    return Json.array(items);
  }

  private Obj object(int depth) {
    Obj.Builder out = Json.object();
    for (int i = chance.nextInt(6); i > 0; i--) {
      out.put(KEYS.get(chance.nextInt(KEYS.size())), value(depth));
    }
    return out.build();
  }

  /// As it is at rest, so that nothing is known but the text.
  private static JsonBytes atRest(Obj object) {
    return JsonBytes.stored(JsonText.bytes(object));
  }

  @Test
  void whatIsDoneToTheTextIsWhatWouldBeDoneToTheTree() {
    for (int round = 0; round < ROUNDS; round++) {
      Obj tree = object(3);
      String key = KEYS.get(chance.nextInt(KEYS.size()));
      JsonBytes with = atRest(tree).with("7\"", "metadata", key);
      Obj expected = tree.withAt(Json.of("7\""), "metadata", key);
      assertThat(with).hasToString(expected.toString()).isEqualTo(JsonBytes.of(expected));
      assertThat(with.json()).isEqualTo(expected);
      assertThat(with.hashCode()).isEqualTo(JsonBytes.of(expected).hashCode());
      assertThat(atRest(tree).without(key)).isEqualTo(JsonBytes.of(tree.without(key)));
      assertThat(with.without(key)).isEqualTo(JsonBytes.of(expected.without(key)));
      assertThat(atRest(tree).obj(key)).isEqualTo(tree.obj(key));
      assertThat(with.obj("metadata")).isEqualTo(expected.obj("metadata"));
      assertThat(atRest(tree).member(key).map(JsonBytes::json).orElse(Obj.EMPTY))
          .isEqualTo(tree.obj(key));
    }
  }

  @Test
  void oneMoreMemberDoesNotCopyTheRest() throws IOException {
    Obj metadata = Json.object().put("name", "till").put("uid", "u").build();
    Obj tree = Json.object().put("data", "x").put("metadata", metadata).build();
    JsonBytes rest = atRest(tree);
    JsonBytes stamped = rest.with("12", "metadata", "resourceVersion");
    assertThat(stamped.shares(rest)).isTrue();
    var out = new ByteArrayOutputStream();
    stamped.writeTo(out);
    assertThat(out)
        .hasToString(
            "{\"data\":\"x\",\"metadata\":{\"name\":\"till\",\"resourceVersion\":\"12\",\"uid\":\"u\"}}");
    assertThat(stamped.toArray()).isEqualTo(out.toByteArray()).hasSize(stamped.size());
    assertThat(stamped).isNotEqualTo(rest.with("13", "metadata", "resourceVersion"));
    assertThat(rest).isEqualTo(JsonBytes.of(tree));
  }

  @Test
  void aMemberThatIsTextAlreadyStandsFirst() {
    for (int round = 0; round < ROUNDS; round++) {
      Obj inner = object(2);
      Obj rest = object(2).with("\uFFFF", 1);
      JsonBytes joined = JsonBytes.of("!", atRest(inner), rest.without("").without("\n"));
      assertThat(joined).isEqualTo(JsonBytes.of(rest.without("").without("\n").with("!", inner)));
    }
    assertThatThrownBy(() -> JsonBytes.of("b", atRest(Obj.EMPTY), Obj.EMPTY.with("a", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
