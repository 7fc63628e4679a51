package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What [Sketch]es of lists are made of.
final class Tables {
  private Tables() {}

  static List<Json> keys(boolean two) {
    return two ? List.of(Json.of("k0"), Json.of("k1")) : List.of(Json.of("k0"));
  }

  static Obj field(String name) {
    return Json.object().put("name", name).put("type", Sketch.Scalar.TEXT.typeRef()).build();
  }

  static Obj list(Obj items, String relationship, List<Json> keys) {
    Obj list =
        Json.object().put("elementType", items).put("elementRelationship", relationship).build();
    return Json.object()
        .put("list", keys.isEmpty() ? list : list.with("keys", Json.array(keys)))
        .build();
  }

  static Obj item(Sketch.Struct rest, boolean twoKeys, Random random) {
    Json value = rest.value(random);
    Obj item = value instanceof Obj object ? object : Obj.EMPTY;
    item = item.with("k0", Sketch.Scalar.TEXT.value(random));
    return twoKeys && random.nextBoolean()
        ? item.with("k1", Sketch.Scalar.TEXT.value(random))
        : item;
  }

  /// What tells an item from the others.
  static String key(Json item) {
    return item.text("k0") + " " + item.string("k1").orElse("c");
  }

  /// Some items go, some change, one may come.
  static Json edited(Sketch.Table table, Json old, Random random) {
    var items = new TreeMap<String, Json>();
    for (Json item : old.items()) {
      if (random.nextInt(10) < 8) {
        Obj keys = Obj.EMPTY;
        for (String key : List.of("k0", "k1")) {
          keys = item.at(key).isPresent() ? keys.with(key, item.text(key)) : keys;
        }
        items.put(key(item), merged(table.rest().edited(item, random), keys));
      }
    }
    if (items.isEmpty() || random.nextInt(10) < 2) {
      Obj fresh = item(table.rest(), table.twoKeys(), random);
      items.putIfAbsent(key(fresh), fresh);
    }
    return Json.array(List.copyOf(items.values()));
  }

  private static Obj merged(Json item, Obj keys) {
    var members = new TreeMap<String, Json>();
    for (Json each : List.of(item, keys)) {
      if (each instanceof Obj object) {
        object.forEach(members::put);
      }
    }
    return Obj.of(members);
  }

  static Json each(Json list, UnaryOperator<Json> change) {
    return Json.array(list.items().stream().map(change).toList());
  }

  static Json sorted(Json list, Comparator<Json> order) {
    return Json.array(list.items().stream().sorted(order).toList());
  }
}
