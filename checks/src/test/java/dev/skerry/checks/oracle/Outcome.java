package dev.skerry.checks.oracle;

import dev.skerry.model.apply.FieldSet;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How things stand after a step, or why it was refused; in words that both sides can be brought
/// to.
///
/// @param owned by manager and operation, such as `a Apply`
record Outcome(Json object, SortedMap<String, FieldSet> owned, List<String> refused) {
  Outcome {
    refused = refused.stream().sorted().toList();
  }

  static Outcome refused(List<String> words) {
    return new Outcome(Obj.EMPTY, new TreeMap<>(), words);
  }

  /// Without what holds nothing.
  static Json solid(Json value) {
    if (value instanceof Obj object) {
      var members = new TreeMap<String, Json>();
      object.forEach((name, member) -> {
        Json solid = solid(member);
        if (!isNothing(solid)) {
          members.put(name, solid);
        }
      });
      return Obj.of(members);
    }
    return value instanceof Json.Arr ? Tables.each(value, Outcome::solid) : value;
  }

  private static boolean isNothing(Json value) {
    return value instanceof Json.Null || value.equals(Obj.EMPTY) || value.equals(Json.Arr.EMPTY);
  }
}
