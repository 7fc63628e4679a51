package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Takes the paths of a field set out of an object. An object or list that loses its last member
/// goes with it unless it is owned for itself; an item of a list stays, for its keys are what it
/// is.
///
/// @param gone the paths to take out
/// @param owned the paths that stay though all below them goes
record Removal(FieldSet gone, FieldSet owned) {
  static Obj without(Obj object, FieldSet gone, Shape shape) {
    return new Removal(gone, FieldSet.EMPTY).from(object, shape);
  }

  Obj from(Obj object, Shape shape) {
    return fields(object, shape);
  }

  private Removal below(PathElement element) {
    return new Removal(gone.below(element), owned.below(element));
  }

  private Json without(Json value, Shape shape) {
    if (gone.isEmpty()) {
      return value;
    }
    return switch (shape.grain(value)) {
      case WHOLE -> value;
      case FIELDS -> value instanceof Obj object ? fields(object, shape) : value;
      case ITEMS -> value instanceof Json.Arr ? items(value, shape) : value;
    };
  }

  private Obj fields(Obj object, Shape shape) {
    var left = new TreeMap<String, Json>();
    object.forEach((key, value) -> {
      PathElement element = PathElement.field(key);
      if (gone.has(element)) {
        return;
      }
      Json rest = below(element).without(value, shape.member(key));
      if (!isEmpty(rest) || rest.equals(value) || owned.has(element)) {
        left.put(key, rest);
      }
    });
    return Obj.of(left);
  }

  private Json items(Json list, Shape shape) {
    Items items = Items.of(Optional.of(list), shape);
    List<Json> left = new ArrayList<>();
    for (PathElement element : items.elements()) {
      if (gone.has(element)) {
        continue;
      }
      if (items.doubled(element)) {
        left.addAll(items.group(element));
      } else {
        left.add(below(element).without(items.group(element).getFirst(), shape.item()));
      }
    }
    return new Json.Arr(left);
  }

  private static boolean isEmpty(Json value) {
    return Obj.EMPTY.equals(value) || Json.Arr.EMPTY.equals(value);
  }
}
