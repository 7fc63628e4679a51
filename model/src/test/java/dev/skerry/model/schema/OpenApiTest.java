package dev.skerry.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
  private static final String LIGHT =
      """
      {"type": "object", "required": ["spec"], "description": "A lamp.", "properties": {
        "spec": {"type": "object", "required": ["watts"], "properties": {
          "watts": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 200},
          "colour": {"type": "string", "enum": ["red", "white"], "default": "white"},
          "port": {"x-kubernetes-int-or-string": true},
          "tags": {"type": "object", "additionalProperties": {"type": "string"}},
          "free": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
          "bulbs": {"type": "array", "x-kubernetes-list-type": "map",
            "x-kubernetes-list-map-keys": ["name"], "items": {"type": "object",
              "properties": {"name": {"type": "string", "maxLength": 8}}}}}},
        "status": {"type": "object", "properties": {
          "since": {"type": "string", "format": "date-time"}}}}}
      """;

  private static Obj obj(String text) throws JsonRefused {
    return (Obj) JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  @Test
  void aCustomKindIsPrunedAndCompletedLikeABuiltInOne() throws JsonRefused {
    Schema light = OpenApiReader.custom(obj(LIGHT), Kinds.builtInSchema("meta.ObjectMeta"));
    assertThat(Defaulting.fill(light, obj("{\"spec\":{}}")).text("spec", "colour"))
        .isEqualTo("white");
    Obj strange = obj("{\"spec\":{\"wats\":1,\"free\":{\"a\":{\"b\":1}}}}");
    assertThat(Pruning.prune(light, strange).unknown()).containsExactly("spec.wats");
    Obj labelled = obj("{\"metadata\":{\"labels\":{\"-\":\"x\"}}}");
    assertThat(Validation.check(light, labelled).stream().map(Cause::field))
        .containsExactly("metadata.labels");
    Obj twice = obj("{\"spec\":{\"bulbs\":[{\"name\":\"a\"},{\"name\":\"a\"}]}}");
    assertThat(Validation.check(light, twice).stream().map(Cause::field))
        .containsExactly("spec.bulbs[1]");
    Obj timed = obj("{\"status\":{\"since\":\"2026-11-20T09:12:00.25Z\"}}");
    assertThat(Typing.type(light, timed).value()).isEqualTo(timed);
  }

  @Test
  void everyBuiltInKindBecomesComponentsWhoseReferencesResolve() {
    var writer = new OpenApiWriter();
    for (Kind kind : Kinds.builtIn().all()) {
      writer.place(kind.schema());
    }
    Obj components = writer.components();
    assertThat(components.keys())
        .contains("io.k8s.api.core.v1.PodSpec", "dev.skerry.v1alpha1.Site")
        .allSatisfy(name -> resolves(components.find(name).orElseThrow(), components));
    Obj ports = components.obj("io.k8s.api.core.v1.Container", "properties", "ports");
    assertThat(ports.text("x-kubernetes-patch-merge-key")).isEqualTo("containerPort");
  }

  private static void resolves(Json value, Obj components) {
    if (value instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> resolves(item, components));
    }
    if (value instanceof Obj object) {
      String reference = object.text("$ref");
      assertThat(reference.isEmpty() || components.has(lastPart(reference))).as(reference).isTrue();
      object.forEach((_, member) -> resolves(member, components));
    }
  }

  private static String lastPart(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
