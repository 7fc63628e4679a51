package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;
import java.util.TreeSet;

/// What differs between two states of an object, as field paths.
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
  static Comparison of(Obj before, Obj after, Shape shape) {
    var places = new Places(new FieldSet.Builder(), new FieldSet.Builder(), new FieldSet.Builder());
    visit(Optional.of(before), Optional.of(after), shape, places);
    return new Comparison(places.added.build(), places.modified.build(), places.removed.build());
  }

  FieldSet set() {
    return added.union(modified);
  }

  Comparison without(FieldSet ignored) {
    return new Comparison(
        added.recursiveDifference(ignored),
        modified.recursiveDifference(ignored),
        removed.recursiveDifference(ignored));
  }

  private record Places(
      FieldSet.Builder added, FieldSet.Builder modified, FieldSet.Builder removed) {
    Places at(PathElement element) {
      return new Places(added.at(element), modified.at(element), removed.at(element));
    }
  }

  private static void visit(
      Optional<Json> before, Optional<Json> after, Shape shape, Places places) {
    boolean empty = isEmpty(before) && isEmpty(after);
    Shape.Grain grain = empty ? Shape.Grain.WHOLE : shape.grain(before, after);
    switch (grain) {
      case WHOLE -> {
        if (before.isPresent() && after.isPresent() && !before.equals(after)) {
          places.modified.add();
          typeChange(before.get(), after.get(), shape, places);
        }
      }
      case FIELDS -> fields(before, after, shape, places);
      case ITEMS -> items(before, after, shape, places);
    }
    if (before.isEmpty()) {
      places.added.add();
    } else if (after.isEmpty()) {
      places.removed.add();
    }
  }

  /// Where there is no schema, what was fields may become one whole, and the other way round: then
  /// all of the fields go, or come.
  private static void typeChange(Json before, Json after, Shape shape, Places places) {
    boolean hadFields = shape.grain(before) == Shape.Grain.FIELDS;
    boolean hasFields = shape.grain(after) == Shape.Grain.FIELDS;
    if (hadFields && !hasFields) {
      fields(Optional.of(before), Optional.empty(), shape, places);
    } else if (hasFields && !hadFields) {
      fields(Optional.empty(), Optional.of(after), shape, places);
    }
  }

  private static void fields(
      Optional<Json> before, Optional<Json> after, Shape shape, Places places) {
    Obj left = object(before);
    Obj right = object(after);
    var keys = new TreeSet<String>(left.keys());
    keys.addAll(right.keys());
    for (String key : keys) {
      Shape inner = shape.member(key);
      Optional<Json> was = left.find(key);
      Optional<Json> is = right.find(key);
      if (before.isPresent() && after.isPresent()) {
        was = was.or(inner::alwaysThere);
        is = is.or(inner::alwaysThere);
      }
      visit(was, is, inner, places.at(PathElement.field(key)));
    }
  }

  private static void items(
      Optional<Json> before, Optional<Json> after, Shape shape, Places places) {
    Items left = Items.of(before, shape);
    Items right = Items.of(after, shape);
    for (PathElement element : left.elements()) {
      boolean several = left.doubled(element) || right.doubled(element);
      Shape inner = several ? new Shape(Optional.empty()) : shape.item();
      visit(left.value(element), right.value(element), inner, places.at(element));
    }
    for (PathElement element : right.elements()) {
      if (!left.has(element)) {
        visit(Optional.empty(), right.value(element), shape.item(), places.at(element));
      }
    }
  }

  private static boolean isEmpty(Optional<Json> value) {
    return value.isEmpty()
        || value.get() instanceof Json.Null
        || Obj.EMPTY.equals(value.get())
        || Json.Arr.EMPTY.equals(value.get());
  }

  private static Obj object(Optional<Json> value) {
    return value.orElse(Obj.EMPTY) instanceof Obj object ? object : Obj.EMPTY;
  }
}
