package dev.skerry.model.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One immutable JSON value (RFC 8259). Equality is by value; objects ignore the order of keys,
/// since their keys are kept sorted. Integers that fit 64 bits are [Int], all other numbers [Dec].
///
/// The lookups that take a path (`string("metadata", "name")`) answer *absent* when any step is
/// missing or has another type: callers that must tell those apart ask for the value itself.
public sealed interface Json
    permits Json.Null, Json.Bool, Json.Str, Json.Int, Json.Dec, Json.Arr, Obj {
  record Null() implements Json {
    public static final Null VALUE = new Null();
  }

  record Bool(boolean value) implements Json {}

  record Str(String value) implements Json {}

  record Int(long value) implements Json {}

  /// A number with a fraction, an exponent or more than 63 bits; equality is numeric.
  record Dec(BigDecimal value) implements Json {
    public Dec {
      value = value.stripTrailingZeros();
    }
  }

  record Arr(List<Json> items) implements Json {
    public static final Arr EMPTY = new Arr(List.of());

    public Arr {
      items = List.copyOf(items);
    }

    public int size() {
      return items.size();
    }

    /// What becomes of one item.
    public interface Change {
      Json of(int index, Json item);
    }

    /// This array with every item changed; itself when none is another value than before.
    public Arr changed(Change change) {
      var made = new Json[items.size()];
      boolean same = true;
      for (int i = 0; i < made.length; i++) {
        Json before = items.get(i);
        made[i] = change.of(i, before);
        same &= made[i].equals(before);
      }
      return same ? this : new Arr(List.of(made));
    }
  }

  static Json of(String value) {
    return new Str(value);
  }

  static Json of(long value) {
    return new Int(value);
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Arr array(List<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  static Arr strings(List<String> items) {
    return new Arr(items.stream().map(Json::of).toList());
  }

  static Obj.Builder object() {
    return new Obj.Builder();
  }

  /// The value at a path of object keys; empty when a step is missing or is not an object.
  default Optional<Json> at(String... path) {
    Json here = this;
    for (String step : path) {
      if (!(here instanceof Obj object)) {
        return Optional.empty();
      }
      Optional<Json> next = object.find(step);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  default Optional<String> string(String... path) {
    return at(path).flatMap(v -> v instanceof Str s ? Optional.of(s.value()) : Optional.empty());
  }

  /// The string at the path, or the empty string.
  default String text(String... path) {
    return string(path).orElse("");
  }

  default OptionalLong integer(String... path) {
    Optional<Json> found = at(path);
    return found.isPresent() && found.get() instanceof Int i
        ? OptionalLong.of(i.value())
        : OptionalLong.empty();
  }

  default boolean isTrue(String... path) {
    return at(path).orElse(Null.VALUE) instanceof Bool(boolean value) && value;
  }

  /// The object at the path, or the empty object.
  default Obj obj(String... path) {
    return at(path).orElse(Obj.EMPTY) instanceof Obj object ? object : Obj.EMPTY;
  }

  /// The items of the array at the path, or no items.
  default List<Json> items(String... path) {
    return at(path).orElse(Arr.EMPTY) instanceof Arr array ? array.items() : List.of();
  }
}
