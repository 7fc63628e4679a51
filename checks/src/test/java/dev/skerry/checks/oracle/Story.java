package dev.skerry.checks.oracle;

import dev.skerry.model.apply.Apply;
import dev.skerry.model.apply.ApplyOutcome;
import dev.skerry.model.apply.FieldSet;
import dev.skerry.model.apply.FieldsV1;
import dev.skerry.model.apply.ManagedEntry;
import dev.skerry.model.apply.ManagedFields;
import dev.skerry.model.apply.Update;
import dev.skerry.model.apply.Writer;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.schema.OpenApiReader;
import dev.skerry.model.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What becomes of one object here, step by step.
final class Story {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Sketch.Struct sketch;
  private final Apply apply;
  private final Update update;
  private final List<Obj> steps = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Optional<Obj> live = Optional.empty();

  Story(Sketch.Struct sketch) {
    this.sketch = sketch;
    Schema metadata = Kinds.builtIn().all().getFirst().schema().property("metadata").orElseThrow();
    Schema schema = OpenApiReader.custom(sketch.openApi(), metadata);
    apply = new Apply(schema, FieldSet.EMPTY);
    update = new Update(schema, FieldSet.EMPTY);
  }

  Optional<Obj> live() {
    return live.map(object -> object.without("metadata"));
  }

  /// Nobody owns anything of it any more: Kubernetes itself, not its library, says what then is.
  boolean isOver() {
    return live.isPresent() && ManagedFields.read(live.get()).orElseThrow().isEmpty();
  }

  List<Obj> steps() {
    return steps;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  void applies(String manager, Obj config, boolean force) {
    steps.add(step(manager, config).with("apply", true).with("force", force));
    switch (apply.onto(live, config, new Writer(manager, "v1"), force, NOW)) {
      case ApplyOutcome.Applied(Obj object, boolean _) -> stands(object);
      case ApplyOutcome.Conflicted conflicted ->
          refuses(
              conflicted.conflicts().stream()
                  .map(c ->
                      c.manager().manager() + " " + c.manager().operation().text() + " " + c.path())
                  .toList());
      case ApplyOutcome.Refused(String path, String sentence) ->
          refuses(List.of(path + ": " + sentence));
    }
  }

  void writes(String manager, Obj object) {
    steps.add(step(manager, object));
    Obj whole =
        live.flatMap(before -> before.at("metadata"))
            .map(metadata -> object.with("metadata", metadata))
            .orElse(object);
    stands(update.written(live, whole, new Writer(manager, "v1"), NOW));
  }

  private static Obj step(String manager, Obj object) {
    return Json.object().put("manager", manager).put("object", object).build();
  }

  private void stands(Obj object) {
    live = Optional.of(object);
    var owned = new TreeMap<String, FieldSet>();
    for (ManagedEntry entry : ManagedFields.read(object).orElseThrow().entries()) {
      owned.put(entry.id().manager() + " " + entry.id().operation().text(), entry.fields());
    }
    outcomes.add(new Outcome(sketch.ordered(object.without("metadata")), owned, List.of()));
  }

  private void refuses(List<String> words) {
    outcomes.add(Outcome.refused(words));
  }

  /// What upstream says, in the same words.
  Outcome upstream(Json said) {
    List<String> refused =
        said.text("error").isEmpty()
            ? said.items("conflicts").stream().flatMap(c -> c.string().stream()).toList()
            : List.of(said.text("error"));
    if (!refused.isEmpty()) {
      return Outcome.refused(refused);
    }
    var owned = new TreeMap<String, FieldSet>();
    Obj managers = said.obj("managers");
    for (String name : managers.keys()) {
      owned.put(name, FieldsV1.read(managers.obj(name)).orElseThrow());
    }
    return new Outcome(sketch.ordered(said.obj("object")), owned, List.of());
  }
}
