package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;

/// Finds and drops members that a schema does not name. Kubernetes drops them on every write and
/// reports them when `fieldValidation` asks.
public final class Pruning {
  /// @param value what the schema names
  /// @param unknown the paths that were dropped, such as `spec.containers[0].imag`, in order
  public record Pruned(Obj value, List<String> unknown) {}

  private Pruning() {}

  public static Pruned prune(Schema schema, Obj object) {
    var unknown = new ArrayList<String>();
    Obj kept = object(schema, object, FieldPath.ROOT, unknown);
    return new Pruned(kept, List.copyOf(unknown));
  }

  private static Obj object(Schema schema, Obj object, FieldPath path, List<String> unknown) {
    if (schema.values().isPresent()) {
      Schema values = schema.values().get();
      Obj[] map = {object};
      object.forEach(
          (key, value) -> map[0] = map[0].with(key, value(values, value, path.key(key), unknown)));
      return map[0];
    }
    Obj[] result = {object};
    object.forEach((key, value) -> {
      var known = schema.property(key);
      if (known.isPresent()) {
        result[0] = result[0].with(key, value(known.get(), value, path.field(key), unknown));
      } else if (!schema.preserveUnknown()) {
        result[0] = result[0].without(key);
        unknown.add(path.field(key).toString());
      }
    });
    return result[0];
  }

  private static Json value(Schema schema, Json value, FieldPath path, List<String> unknown) {
    if (value instanceof Obj object && schema.type() == Schema.Type.OBJECT) {
      return object(schema, object, path, unknown);
    }
    if (value instanceof Json.Arr array && schema.items().isPresent()) {
      Schema items = schema.items().get();
      return array.changed((i, item) -> value(items, item, path.index(i), unknown));
    }
    return value;
  }
}
