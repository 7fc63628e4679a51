package dev.skerry.control.workload;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.PartKey;
import java.util.List;
import java.util.Optional;

/// Intents only where something differs from what is wanted, so that a second look at an unchanged
/// view wants nothing.
public final class Wanted {
  private Wanted() {}

  /// Fields of the object itself.
  public static List<Intent> fields(Entry entry, Obj object, Obj fields) {
    if (holds(object, fields)) {
      return List.of();
    }
    Obj body = overlay(header(entry.key(), object), fields);
    return List.of(new Intent.Apply(entry.key(), body, "", false));
  }

  /// Fields of its status.
  public static List<Intent> status(Entry entry, Obj object, Obj status) {
    if (holds(object.obj("status"), status)) {
      return List.of();
    }
    Obj body = header(entry.key(), object).with("status", status);
    return List.of(new Intent.Apply(entry.key(), body, "status", false));
  }

  public static List<Intent> part(
      View view, PartKey part, ObjectKey object, Optional<Obj> body, String cause) {
    Optional<Obj> now = body(view.part(part));
    return now.equals(body) ? List.of() : List.of(new Intent.WritePart(part, object, body, cause));
  }

  public static List<Intent> member(
      View view, String subscriber, PartKey part, boolean in, String cause) {
    boolean isIn = view.feed(subscriber).find(part).map(Membership::in).orElse(false);
    return isIn == in ? List.of() : List.of(new Intent.Subscribe(subscriber, part, in, cause));
  }

  public static Optional<Obj> body(Optional<Stored> stored) {
    return stored.flatMap(s ->
        s.record().body() instanceof Body.Present body
            ? Optional.of(body.json())
            : Optional.empty());
  }

  /// What every apply says of the object it is about.
  public static Obj header(ObjectKey key, Obj object) {
    Obj.Builder meta = Json.object().put("name", key.name()).putText("namespace", key.namespace());
    return Json.object()
        .put("apiVersion", object.text("apiVersion"))
        .put("kind", key.kind().kind())
        .put("metadata", meta.build())
        .build();
  }

  public static Obj overlay(Obj under, Obj over) {
    Obj out = under;
    for (String key : over.keys()) {
      Json value = over.find(key).orElseThrow();
      boolean both = value instanceof Obj && out.find(key).orElse(Json.Null.VALUE) instanceof Obj;
      out = out.with(key, both ? overlay(out.obj(key), over.obj(key)) : value);
    }
    return out;
  }

  /// Whether every wanted value is there. Lists of conditions are compared by type, owners by uid,
  /// all others as a whole.
  static boolean holds(Json current, Json wanted) {
    if (wanted instanceof Obj members && current instanceof Obj present) {
      return members.keys().stream()
          .allMatch(key ->
              present
                  .find(key)
                  .filter(value -> holds(value, members.find(key).orElseThrow()))
                  .isPresent());
    }
    if (wanted instanceof Json.Arr items && current instanceof Json.Arr present && keyed(items)) {
      return items.items().stream()
          .allMatch(item -> present.items().stream().anyMatch(p -> same(p, item)));
    }
    return current.equals(wanted);
  }

  private static boolean keyed(Json.Arr items) {
    return !items.items().isEmpty() && items.items().stream().allMatch(i -> !id(i).isEmpty());
  }

  private static boolean same(Json current, Json wanted) {
    return id(current).equals(id(wanted)) && holds(current, wanted);
  }

  private static String id(Json item) {
    return item.at("status").isPresent() ? item.text("type") : item.text("uid");
  }
}
