package dev.skerry.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SelectorTest {
  private final TreeMap<String, String> shop = new TreeMap<>();

  SelectorTest() {
    shop.put("app", "shop");
    shop.put("tier", "web");
    shop.put("cores", "8");
    shop.put("example.org/blank", "");
  }

  @Test
  void aTextChoosesByEveryOperator() throws SelectorRefused {
    String[] matching = {
      "",
      "app",
      "app=shop",
      "app==shop",
      "app = shop",
      "app!=mail",
      "other!=x",
      "!other",
      "tier in (web, api)",
      "tier notin (db)",
      "other notin (x,y)",
      "app=shop,tier=web",
      "cores>7",
      "cores<9",
      "example.org/blank=",
      "example.org/blank in (,x)",
      " app = shop , !other ",
    };
    for (String text : matching) {
      assertThat(LabelSelector.parse(text).matches(shop)).as(text).isTrue();
    }
    String[] others = {
      "other",
      "app=mail",
      "app!=shop",
      "!app",
      "tier in (db)",
      "tier notin (web,db)",
      "cores>8",
      "app<9",
      "app=shop,tier=db",
      "other in (x)",
    };
    for (String text : others) {
      assertThat(LabelSelector.parse(text).matches(shop)).as(text).isFalse();
    }
  }

  @Test
  void aTextThatIsNoSelectorSaysWhere() {
    String[] broken = {
      "=",
      "app=shop,",
      ",app",
      "app in",
      "app in (a",
      "app in a)",
      "app=a b",
      "a b",
      "!",
      "app~x",
      "app>x",
      "-app",
      "app=" + "x".repeat(64),
      "app=shop;",
      "a/b/c=d",
    };
    for (String text : broken) {
      assertThatThrownBy(() -> LabelSelector.parse(text))
          .as(text)
          .isInstanceOf(SelectorRefused.class)
          .hasMessageContaining("'" + text + "'");
    }
  }

  @Test
  void theObjectFormAndTheTextAreOneSelector() throws SelectorRefused {
    Json object =
        Json.object()
            .put("matchLabels", Json.object().put("app", "shop").build())
            .put(
                "matchExpressions",
                Json.array(
                    List.of(
                        expression("tier", "In", "web", "api"),
                        expression("zone", "NotIn", "z"),
                        expression("cores", "Exists"),
                        expression("gone", "DoesNotExist"))))
            .build();
    LabelSelector selector = LabelSelector.of(object);
    assertThat(selector).hasToString("app=shop,cores,!gone,tier in (api,web),zone!=z");
    assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
    assertThat(selector.matches(shop)).isTrue();
    assertThat(LabelSelector.of(Obj.EMPTY).isEverything()).isTrue();
  }

  private static Json expression(String key, String operator, String... values) {
    return Json.object()
        .put("key", key)
        .put("operator", operator)
        .put("values", Json.strings(List.of(values)))
        .build();
  }

  @Test
  void fieldsAreComparedByText() throws SelectorRefused {
    Kind pods = Kinds.builtIn().require(GroupKind.core("Pod"));
    Obj pod =
        Json.object()
            .build()
            .withAt(Json.of("a,b"), "metadata", "name")
            .withAt(Json.of("s1-1"), "spec", "nodeName")
            .withAt(Json.of("Running"), "status", "phase");
    String[] matching = {
      "",
      "spec.nodeName=s1-1",
      "spec.nodeName==s1-1",
      "status.phase!=Pending",
      "metadata.name=a\\,b,status.phase=Running",
      "spec.hostNetwork=false",
      "status.podIP=",
    };
    for (String text : matching) {
      assertThat(FieldSelector.parse(text, pods).matches(pod)).as(text).isTrue();
    }
    assertThat(FieldSelector.parse("spec.nodeName!=s1-1", pods).matches(pod)).isFalse();
    assertThat(FieldSelector.parse("metadata.name=a\\,b", pods)).hasToString("metadata.name=a\\,b");
    assertThatThrownBy(() -> FieldSelector.parse("spec.color=red", pods))
        .isInstanceOf(SelectorRefused.class)
        .hasMessageContaining("field label not supported: spec.color")
        .hasMessageContaining("status.phase");
    assertThatThrownBy(() -> FieldSelector.parse("metadata.name", pods))
        .isInstanceOf(SelectorRefused.class);
  }

  @Test
  void everyKindIsSelectedByName() throws SelectorRefused {
    for (Kind kind : Kinds.builtIn().all()) {
      FieldSelector selector = FieldSelector.parse("metadata.name=x", kind);
      assertThat(selector.matches(Obj.EMPTY.withAt(Json.of("x"), "metadata", "name"))).isTrue();
    }
  }
}
