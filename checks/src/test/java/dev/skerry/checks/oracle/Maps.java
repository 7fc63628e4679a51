package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// What [Sketch]es of structs and of maps have in common.
final class Maps {
  private Maps() {}

  static Obj related(Obj map, boolean atomic) {
    return map.with("elementRelationship", atomic ? "atomic" : "separable");
  }

  static Json value(SortedMap<String, Sketch> fields, Random random) {
    var members = new TreeMap<String, Json>();
    fields.forEach((name, field) -> {
      if (random.nextInt(10) < 6) {
        members.put(name, field.value(random));
      }
    });
    return Obj.of(members);
  }

  static Json edited(SortedMap<String, Sketch> fields, Json old, Random random) {
    var members = new TreeMap<String, Json>();
    fields.forEach((name, field) ->
        old.at(name)
            .ifPresentOrElse(
                value -> {
                  if (random.nextInt(10) < 8) {
                    members.put(name, field.edited(value, random));
                  }
                },
                () -> {
                  if (random.nextInt(10) < 2) {
                    members.put(name, field.value(random));
                  }
                }));
    if (old instanceof Obj object) {
      object.forEach((name, value) -> {
        if (!fields.containsKey(name)) {
          members.put(name, value);
        }
      });
    }
    return Obj.of(members);
  }

  static Json ordered(SortedMap<String, Sketch> fields, Json value) {
    var members = new TreeMap<String, Json>();
    if (value instanceof Obj object) {
      object.forEach((name, member) -> {
        Sketch field = fields.getOrDefault(name, Sketch.Scalar.TEXT);
        if (!(field.isAssociative() && isEmpty(member))) {
          members.put(name, field.ordered(member));
        }
      });
    }
    return Obj.of(members);
  }

  private static boolean isEmpty(Json list) {
    return list.equals(Json.Arr.EMPTY) || list instanceof Json.Null;
  }
}
