package dev.skerry.control.write;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.ScalePaths;
import dev.skerry.model.selector.LabelSelector;
import java.util.Arrays;
import java.util.Optional;

/// An object as an autoscaling/v1 Scale.
public final class Scales {
  private Scales() {}

  /// The scale of an object whose kind has one.
  public static Obj of(Kind kind, Obj object) {
    ScalePaths paths = kind.scale().orElseThrow();
    var meta = Json.object();
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      object.at("metadata", field).ifPresent(value -> meta.put(field, value));
    }
    var status =
        Json.object().put("replicas", at(object, paths.statusReplicas()).orElse(Json.of(0)));
    at(object, paths.selector())
        .map(Scales::selectorText)
        .ifPresent(text -> status.put("selector", text));
    return Json.object()
        .put("apiVersion", "autoscaling/v1")
        .put("kind", "Scale")
        .put("metadata", meta.build())
        .put(
            "spec",
            Json.object()
                .put("replicas", at(object, paths.specReplicas()).orElse(Json.of(0)))
                .build())
        .put("status", status.build())
        .build();
  }

  private static String selectorText(Json selector) {
    return selector instanceof Json.Str(String text) ? text : LabelSelector.of(selector).toString();
  }

  private static Optional<Json> at(Obj object, String path) {
    return object.at(path.split("\\.", -1));
  }

  static Obj set(Obj object, String path, Json value) {
    String[] steps = path.split("\\.", -1);
    return object.withAt(value, steps[0], Arrays.copyOfRange(steps, 1, steps.length));
  }
}
