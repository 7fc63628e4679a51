package dev.skerry.sync.frame;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.sync.feed.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Reads the fields of one frame; whatever is missing, of another type or over a bound is a
/// [Violation] that names the field.
record Fields(String type, Obj json) {
  /// The text of a field, at most [Bounds#MAX_WORDS] characters.
  String words(String field) throws Violation {
    String value = json.string(field).orElseThrow(() -> missing(field, "a string"));
    if (value.length() > Bounds.MAX_WORDS) {
      throw new Violation(
          CloseReason.OVERSIZE,
          type
              + "."
              + field
              + " has "
              + value.length()
              + " characters, the limit is "
              + Bounds.MAX_WORDS);
    }
    return value;
  }

  boolean flag(String field) throws Violation {
    if (json.find(field).orElse(Json.Null.VALUE) instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw missing(field, "true or false");
  }

  /// A flag that is left out when it is false.
  boolean flagOrFalse(String field) throws Violation {
    return json.has(field) && flag(field);
  }

  /// Not below zero.
  long number(String field) throws Violation {
    OptionalLong value = json.integer(field);
    if (value.isEmpty() || value.getAsLong() < 0) {
      throw missing(field, "a whole number, not below zero");
    }
    return value.getAsLong();
  }

  int count(String field) throws Violation {
    long value = number(field);
    if (value > Integer.MAX_VALUE) {
      throw missing(field, "a small whole number");
    }
    return (int) value;
  }

  Revision revision(String field) throws Violation {
    return new Revision(number(field));
  }

  Optional<Cursor> cursor(String field) throws Violation {
    if (!json.has(field)) {
      return Optional.empty();
    }
    var inner = new Fields(type + "." + field, json.obj(field));
    return Optional.of(new Cursor(inner.words("incarnation"), inner.revision("position")));
  }

  /// The items of an array of at most `max`, each read by `item`, which throws
  /// `IllegalArgumentException` for one it cannot read.
  <T> List<T> list(String field, int max, Function<Json, T> item) throws Violation {
    if (!(json.find(field).orElse(Json.Null.VALUE) instanceof Json.Arr array)) {
      throw missing(field, "an array");
    }
    if (array.size() > max) {
      throw new Violation(
          CloseReason.OVERSIZE,
          type + "." + field + " has " + array.size() + " items, the limit is " + max);
    }
    var items = new ArrayList<T>(array.size());
    for (Json each : array.items()) {
      items.add(item.apply(each));
    }
    return items;
  }

  /// A list that is left out when it is empty.
  <T> List<T> listOrNone(String field, int max, Function<Json, T> item) throws Violation {
    return json.has(field) ? list(field, max, item) : List.of();
  }

  private Violation missing(String field, String wanted) {
    return new Violation(CloseReason.MALFORMED, type + "." + field + " is not " + wanted);
  }
}
