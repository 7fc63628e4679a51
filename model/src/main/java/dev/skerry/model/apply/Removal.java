package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Takes the paths of a field set out of an object. An object or list that loses its last member
/// goes with it; an item of a list stays, for its keys are what it is.
final class Removal {
  private Removal() {}

  static Obj without(Obj object, FieldSet gone, Shape shape) {
    return fields(object, gone, shape);
  }

  private static Json without(Json value, FieldSet gone, Shape shape) {
    if (gone.isEmpty()) {
      return value;
    }
    return switch (shape.grain(value)) {
      case WHOLE -> value;
      case FIELDS -> value instanceof Obj object ? fields(object, gone, shape) : value;
      case ITEMS -> value instanceof Json.Arr ? items(value, gone, shape) : value;
    };
  }

  private static Obj fields(Obj object, FieldSet gone, Shape shape) {
    var left = new TreeMap<String, Json>();
    object.forEach((key, value) -> {
      PathElement element = PathElement.field(key);
      if (gone.has(element)) {
        return;
      }
      Json rest = without(value, gone.below(element), shape.member(key));
      if (rest.equals(value) || !isEmpty(rest)) {
        left.put(key, rest);
      }
    });
    return Obj.of(left);
  }

  private static Json items(Json list, FieldSet gone, Shape shape) {
    Items items = Items.of(Optional.of(list), shape);
    List<Json> left = new ArrayList<>();
    for (PathElement element : items.elements()) {
      if (gone.has(element)) {
        continue;
      }
      if (items.doubled(element)) {
        left.addAll(items.group(element));
      } else {
        left.add(without(items.group(element).getFirst(), gone.below(element), shape.item()));
      }
    }
    return new Json.Arr(left);
  }

  private static boolean isEmpty(Json value) {
    return Obj.EMPTY.equals(value) || Json.Arr.EMPTY.equals(value);
  }
}
