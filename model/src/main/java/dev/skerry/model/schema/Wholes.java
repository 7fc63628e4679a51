package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;

/// Completes in a configuration what apply owns as a whole (`atomic` objects and lists), and only
/// that. Otherwise a whole that was written without its defaults would differ from the same whole
/// as it is stored, and whoever applies it would be told of a conflict over nothing.
public final class Wholes {
  private Wholes() {}

  public static Obj complete(Schema schema, Obj config) {
    Obj[] result = {config};
    config.forEach((key, value) ->
        schema
            .property(key)
            .or(schema::values)
            .ifPresent(place -> result[0] = result[0].with(key, value(place, value, false))));
    return result[0];
  }

  private static Json value(Schema place, Json value, boolean within) {
    return switch (value) {
      case Obj object when place.type() == Schema.Type.OBJECT ->
          within || place.atomicMap() ? Defaulting.fill(place, object) : complete(place, object);
      case Json.Arr(List<Json> items) when place.items().isPresent() -> {
        boolean whole = within || place.listType() == Schema.ListType.ATOMIC;
        Schema item = place.items().get();
        yield Json.array(items.stream().map(each -> value(item, each, whole)).toList());
      }
      case Json.Arr _, Obj _, Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> value;
    };
  }
}
