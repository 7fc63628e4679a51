package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema;
import java.util.List;
import java.util.Optional;

/// What apply must know of a place: how finely it is owned and how its items are told apart. Where
/// there is no schema, objects are owned field by field and lists as a whole.
record Shape(Optional<Schema> schema) {
  /// How finely the values at a place are owned.
  enum Grain {
    WHOLE,
    FIELDS,
    ITEMS
  }

  static Shape of(Schema schema) {
    return new Shape(Optional.of(schema));
  }

  /// Of one or two values that stand here; a value of a type that the schema does not expect makes
  /// the place one whole.
  Grain grain(Optional<Json> one, Optional<Json> other) {
    if (schema.isEmpty() || schema.get().type() == Schema.Type.ANY) {
      return !whole() && isObject(one, false) && isObject(other, false)
          ? Grain.FIELDS
          : Grain.WHOLE;
    }
    return switch (schema.get().type()) {
      case OBJECT ->
          !whole() && isObject(one, true) && isObject(other, true) ? Grain.FIELDS : Grain.WHOLE;
      case ARRAY ->
          schema.get().listType() != Schema.ListType.ATOMIC && isList(one) && isList(other)
              ? Grain.ITEMS
              : Grain.WHOLE;
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING, QUANTITY, TIME, BYTES, ANY ->
          Grain.WHOLE;
    };
  }

  Grain grain(Json value) {
    return grain(Optional.of(value), Optional.empty());
  }

  private boolean whole() {
    return schema.isPresent() && schema.get().atomicMap();
  }

  private static boolean isObject(Optional<Json> value, boolean nullToo) {
    return value.isEmpty()
        || value.get() instanceof Obj
        || (nullToo && value.get() instanceof Json.Null);
  }

  private static boolean isList(Optional<Json> value) {
    return value.isEmpty() || value.get() instanceof Json.Arr || value.get() instanceof Json.Null;
  }

  /// Whether the element is a field that the schema lists, unlike a key of a map.
  boolean names(PathElement element) {
    return element.kind() == PathElement.Kind.FIELD
        && schema.flatMap(s -> s.property(element.fieldName())).isPresent();
  }

  Shape under(PathElement element) {
    return element.kind() == PathElement.Kind.FIELD ? member(element.fieldName()) : item();
  }

  Shape member(String key) {
    return new Shape(schema.flatMap(s -> s.property(key).or(s::values)));
  }

  Shape item() {
    return new Shape(schema.flatMap(Schema::items));
  }

  /// What counts as there though it is absent: an empty object or list, see [Schema#struct].
  Optional<Json> alwaysThere() {
    return schema
        .filter(Schema::struct)
        .map(place -> place.type() == Schema.Type.ARRAY ? Json.Arr.EMPTY : Obj.EMPTY);
  }

  /// How an item of a list is told from the others: by its value or by its keys, where an absent
  /// key has the schema's default. Empty when the item has neither.
  Optional<PathElement> element(Json item) {
    List<String> keys = schema.map(Schema::listKeys).orElse(List.of());
    if (keys.isEmpty()) {
      boolean scalar =
          !(item instanceof Obj || item instanceof Json.Arr || item instanceof Json.Null);
      return scalar ? Optional.of(PathElement.value(item)) : Optional.empty();
    }
    if (!(item instanceof Obj object)) {
      return Optional.empty();
    }
    var found = Json.object();
    for (String key : keys) {
      Optional<Json> value =
          object.find(key).or(() -> item().member(key).schema().flatMap(Schema::defaultValue));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      found.put(key, value.get());
    }
    return Optional.of(PathElement.key(found.build()));
  }
}
