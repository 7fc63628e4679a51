package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;

/// The field set of an object: what someone who wrote all of it would own.
final class Extraction {
  private final FieldSet.Builder root = new FieldSet.Builder();
  private Optional<Problem> problem = Optional.empty();

  /// Why an object cannot be an applied configuration.
  ///
  /// @param path the list
  record Problem(String path, String sentence) {}

  private Extraction() {}

  static FieldSet of(Json object, Shape shape) {
    return walked(object, shape).root.build();
  }

  /// The first list whose items cannot be told apart, if any: apply could not say which is whose.
  static Optional<Problem> problem(Json object, Shape shape) {
    return walked(object, shape).problem;
  }

  private static Extraction walked(Json object, Shape shape) {
    var walk = new Extraction();
    walk.visit(object, shape, walk.root, "");
    return walk;
  }

  private void visit(Json value, Shape shape, FieldSet.Builder place, String path) {
    switch (shape.grain(value)) {
      case WHOLE -> place.add();
      case FIELDS -> fields(value, shape, place, path);
      case ITEMS -> items(value, shape, place, path);
    }
  }

  private void fields(Json value, Shape shape, FieldSet.Builder place, String path) {
    if (!(value instanceof Obj object)) {
      return;
    }
    object.forEach((key, member) -> {
      PathElement element = PathElement.field(key);
      FieldSet.Builder inner = place.at(element);
      visit(member, shape.member(key), inner, path + element);
      boolean empty = member instanceof Json.Null || Obj.EMPTY.equals(member);
      if (empty || !shape.names(element)) {
        inner.add();
      }
    });
  }

  private void items(Json value, Shape shape, FieldSet.Builder place, String path) {
    Items items = Items.of(Optional.of(value), shape);
    items
        .groups()
        .forEach((element, group) -> {
          FieldSet.Builder inner = place.at(element);
          inner.add();
          if (group.size() == 1) {
            visit(group.getFirst(), shape.item(), inner, path + element);
          } else {
            report(path, "has two items " + element + ", each may be applied once");
          }
          if (element.kind() == PathElement.Kind.INDEX) {
            List<String> keys = shape.schema().orElseThrow().listKeys();
            report(
                path,
                "has an item "
                    + element
                    + " without "
                    + (keys.isEmpty() ? "a scalar value" : keys));
          }
        });
  }

  private void report(String path, String what) {
    if (problem.isEmpty()) {
      problem = Optional.of(new Problem(path, path + " " + what));
    }
  }
}
