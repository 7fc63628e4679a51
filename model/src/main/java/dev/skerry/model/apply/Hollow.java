package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Associative lists without items. In a configuration they say nothing, since merging adds items
/// and takes none, and nobody owns them; kept, they would come and go with every other apply.
final class Hollow {
  private Hollow() {}

  /// The configuration without them, and without what held nothing else.
  static Obj without(Obj config, Shape shape) {
    return fields(config, shape);
  }

  private static Obj fields(Obj object, Shape shape) {
    var kept = new TreeMap<String, Json>();
    object.forEach(
        (key, value) -> solid(value, shape.member(key)).ifPresent(rest -> kept.put(key, rest)));
    return Obj.of(kept);
  }

  private static Optional<Json> solid(Json value, Shape shape) {
    return switch (shape.grain(value)) {
      case WHOLE -> Optional.of(value);
      case FIELDS -> {
        if (!(value instanceof Obj object) || object.isEmpty()) {
          yield Optional.of(value);
        }
        Obj rest = fields(object, shape);
        yield rest.isEmpty() ? Optional.empty() : Optional.of(rest);
      }
      case ITEMS ->
          value instanceof Json.Arr(List<Json> items) && items.isEmpty()
              ? Optional.empty()
              : Optional.of(items(value, shape));
    };
  }

  private static Json items(Json value, Shape shape) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      return value;
    }
    var kept = new ArrayList<Json>(items.size());
    items.forEach(item -> kept.add(solid(item, shape.item()).orElse(item)));
    return new Json.Arr(kept);
  }
}
