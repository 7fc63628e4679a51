package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;

/// Fills in what a schema says stands where nothing was written. A null counts as nothing, unless
/// the place is nullable. Pure and idempotent. What it adds is owned by no applier.
public final class Defaulting {
  private Defaulting() {}

  /// The object with its defaults; the same object when nothing was missing.
  public static Obj fill(Schema schema, Obj object) {
    return object(schema, Scope.root(object));
  }

  private static Obj object(Schema schema, Scope scope) {
    Obj plain = members(schema, scope);
    Obj computed = computed(schema, scope.with(plain));
    return withoutWriteOnly(schema, computed);
  }

  private static Obj members(Schema schema, Scope scope) {
    Obj result = scope.here();
    for (var property : schema.properties().entrySet()) {
      String name = property.getKey();
      Schema place = property.getValue();
      Optional<Json> present = written(place, result.find(name));
      Optional<Json> value = present.or(place::defaultValue);
      if (value.isPresent()) {
        result = result.with(name, value(place, value.get(), scope.with(result)));
      } else if (result.has(name)) {
        result = result.without(name);
      }
    }
    return schema.values().isPresent() ? mapped(schema.values().get(), result, scope) : result;
  }

  private static Optional<Json> written(Schema place, Optional<Json> value) {
    return value.filter(v -> !(v instanceof Json.Null) || place.nullable());
  }

  private static Obj mapped(Schema place, Obj map, Scope scope) {
    Obj[] result = {map};
    map.forEach((key, value) -> result[0] = result[0].with(key, value(place, value, scope)));
    return result[0];
  }

  /// What a computed default makes may itself lack members, so it is filled in its turn.
  private static Obj computed(Schema schema, Scope scope) {
    Obj result = scope.here();
    for (var property : schema.properties().entrySet()) {
      Optional<ComputedDefault> rule = property.getValue().computedDefault();
      if (rule.isEmpty()) {
        continue;
      }
      Scope now = scope.with(result);
      Optional<Json> value = rule.get().value(result.find(property.getKey()), now);
      if (value.isPresent()) {
        result = result.with(property.getKey(), value(property.getValue(), value.get(), now));
      }
    }
    return result;
  }

  private static Json value(Schema place, Json value, Scope scope) {
    return switch (value) {
      case Obj object when place.type() == Schema.Type.OBJECT -> object(place, scope.inner(object));
      case Json.Arr array when place.items().isPresent() ->
          array.changed((_, item) -> value(place.items().get(), item, scope));
      case Json.Arr _, Obj _, Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> value;
    };
  }

  private static Obj withoutWriteOnly(Schema schema, Obj object) {
    Obj result = object;
    for (var property : schema.properties().entrySet()) {
      if (property.getValue().writeOnly()) {
        result = result.without(property.getKey());
      }
    }
    return result;
  }
}
