package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;

/// The JSON form of a field set (`fieldsV1` in managedFields): one member per step, `.` where a
/// path of the set ends although others go on.
public final class FieldsV1 {
  private static final String HERE = ".";

  private FieldsV1() {}

  public static Obj write(FieldSet set) {
    return members(set).build();
  }

  private static Obj.Builder members(FieldSet set) {
    var out = Json.object();
    for (PathElement element : set.elements()) {
      FieldSet below = set.below(element);
      var inner = members(below);
      if (set.has(element) && !below.isEmpty()) {
        inner.put(HERE, Obj.EMPTY);
      }
      out.put(element.text(), inner.build());
    }
    return out;
  }

  /// Empty when the object is no field set.
  public static Optional<FieldSet> read(Obj object) {
    var builder = new FieldSet.Builder();
    return read(object, builder) ? Optional.of(builder.build()) : Optional.empty();
  }

  private static boolean read(Obj object, FieldSet.Builder into) {
    for (String key : object.keys()) {
      if (key.equals(HERE)) {
        into.add();
        continue;
      }
      Optional<PathElement> element = PathElement.parse(key);
      Json value = object.find(key).orElse(Json.Null.VALUE);
      if (element.isEmpty() || !(value instanceof Obj inner)) {
        return false;
      }
      FieldSet.Builder place = into.at(element.get());
      if (inner.isEmpty()) {
        place.add();
      } else if (!read(inner, place)) {
        return false;
      }
    }
    return true;
  }
}
