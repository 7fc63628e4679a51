package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Kubernetes' strategic merge patch: a merge patch in which the schema says of each list whether
/// it is replaced or merged, and by which key. Objects always merge; places without a schema merge
/// as in a JSON merge patch.
///
/// Directives: `$patch` (merge, replace, delete) in an object or list item, `$retainKeys` in an
/// object, `$deleteFromPrimitiveList/<field>` and `$setElementOrder/<field>` beside a list.
///
/// Source: Kubernetes' design document "strategic merge patch" and its preserve-order addition.
public final class StrategicMergePatch {
  private StrategicMergePatch() {}

  public static PatchOutcome apply(Obj target, Json patch, Schema schema) {
    if (!(patch instanceof Obj object)) {
      return new PatchOutcome.Refused(
          PatchOutcome.Reason.MALFORMED, "", "a strategic merge patch is a JSON object");
    }
    try {
      return new PatchOutcome.Patched(merge(target, object, Optional.of(schema), ""));
    } catch (PatchRefused refused) {
      return refused.refusal();
    }
  }

  static Obj merge(Obj target, Obj patch, Optional<Schema> schema, String path)
      throws PatchRefused {
    return switch (Directive.verb(patch, path)) {
      case DELETE -> Obj.EMPTY;
      case REPLACE -> members(Obj.EMPTY, patch.without(Directive.PATCH), schema, path);
      case MERGE -> members(target, patch.without(Directive.PATCH), schema, path);
      case NONE -> members(target, patch, schema, path);
    };
  }

  private static Obj members(Obj target, Obj patch, Optional<Schema> schema, String path)
      throws PatchRefused {
    if (patch.isEmpty()) {
      return target;
    }
    var merged = new TreeMap<String, Json>();
    target.forEach(merged::put);
    if (patch.has(Directive.RETAIN_KEYS)) {
      merged.keySet().retainAll(retained(patch, path));
    }
    var lists = new TreeSet<String>();
    for (String key : patch.keys()) {
      String field = listField(key);
      if (!field.isEmpty()) {
        lists.add(field);
      }
    }
    for (String key : patch.keys()) {
      if (!Directive.isDirective(key) && !lists.contains(key)) {
        member(merged, key, patch.find(key).orElseThrow(), schema, path);
      }
    }
    for (String field : lists) {
      directedList(merged, field, patch, schema, path);
    }
    return Obj.of(merged);
  }

  /// The field that a list directive is about; empty for any other key.
  private static String listField(String key) {
    if (key.startsWith(Directive.ORDER)) {
      return key.substring(Directive.ORDER.length());
    }
    return key.startsWith(Directive.DELETE_PRIMITIVES)
        ? key.substring(Directive.DELETE_PRIMITIVES.length())
        : "";
  }

  private static List<String> retained(Obj patch, String path) throws PatchRefused {
    String place = path + "." + Directive.RETAIN_KEYS;
    var names = new ArrayList<String>();
    for (Json name :
        Directive.list(patch.find(Directive.RETAIN_KEYS).orElseThrow(), place).items()) {
      if (!(name instanceof Json.Str(String text))) {
        throw PatchRefused.malformed(place, place + " must be a list of field names");
      }
      names.add(text);
    }
    for (String key : patch.keys()) {
      boolean brings =
          !Directive.isDirective(key) && !(patch.find(key).orElseThrow() instanceof Json.Null);
      if (brings && !names.contains(key)) {
        throw PatchRefused.malformed(
            place, place + " leaves out " + key + ", which the patch itself sets");
      }
    }
    return names;
  }

  private static void member(
      Map<String, Json> merged, String key, Json value, Optional<Schema> schema, String path)
      throws PatchRefused {
    Optional<Schema> inner = child(schema, key);
    String place = path + "." + key;
    Optional<Json> before = Optional.ofNullable(merged.get(key));
    switch (value) {
      case Json.Null() -> merged.remove(key);
      case Obj object -> {
        Obj old = before.orElse(Obj.EMPTY) instanceof Obj o ? o : Obj.EMPTY;
        if (before.isPresent() || Directive.verb(object, place) != Directive.Verb.DELETE) {
          merged.put(key, merge(old, object, inner, place));
        }
      }
      case Json.Arr list -> {
        Json.Arr old = before.orElse(Json.Arr.EMPTY) instanceof Json.Arr a ? a : Json.Arr.EMPTY;
        boolean merges =
            inner.isPresent() && inner.get().patchStrategy() == Schema.PatchStrategy.MERGE;
        merged.put(key, merges ? ListMerge.of(inner.orElseThrow(), place).merge(old, list) : list);
      }
      case Json.Bool b -> merged.put(key, b);
      case Json.Str s -> merged.put(key, s);
      case Json.Int i -> merged.put(key, i);
      case Json.Dec d -> merged.put(key, d);
    }
  }

  /// A list with a directive beside it: removals first, then the patch's own items, then the order.
  private static void directedList(
      Map<String, Json> merged, String field, Obj patch, Optional<Schema> schema, String path)
      throws PatchRefused {
    String place = path + "." + field;
    Optional<Schema> inner = child(schema, field);
    if (inner.isEmpty() || inner.get().patchStrategy() != Schema.PatchStrategy.MERGE) {
      throw PatchRefused.malformed(place, place + " is not a list that merges, it takes no order");
    }
    if (patch.find(field).orElse(Json.Arr.EMPTY) instanceof Json.Null) {
      merged.remove(field);
      return;
    }
    ListMerge rule = ListMerge.of(inner.get(), place);
    Json.Arr before =
        Optional.ofNullable(merged.get(field)).orElse(Json.Arr.EMPTY) instanceof Json.Arr a
            ? a
            : Json.Arr.EMPTY;
    Json.Arr after = before;
    Optional<Json> removals = patch.find(Directive.DELETE_PRIMITIVES + field);
    if (removals.isPresent()) {
      after = rule.withoutScalars(after, Directive.list(removals.get(), place));
    }
    Optional<Json> brought = patch.find(field);
    Json.Arr items = brought.isPresent() ? Directive.list(brought.get(), place) : Json.Arr.EMPTY;
    if (brought.isPresent()) {
      after = rule.merge(after, items);
    }
    Optional<Json> order = patch.find(Directive.ORDER + field);
    if (order.isPresent()) {
      after = rule.ordered(before, after, items, Directive.list(order.get(), place));
    }
    if (merged.containsKey(field) || after.size() > 0) {
      merged.put(field, after);
    }
  }

  private static Optional<Schema> child(Optional<Schema> schema, String key) {
    return schema.flatMap(s -> s.property(key).or(s::values));
  }
}
