package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and changes an immutable tree at a [Pointer], by the rules of RFC 6902 section 4.
final class Tree {
  private static final String END = "-";
  private static final int MAX_INDEX_DIGITS = 9;

  private Tree() {}

  static Optional<Json> find(Json root, Pointer place) {
    Json here = root;
    for (String step : place.steps()) {
      Optional<Json> next =
          switch (here) {
            case Obj object -> object.find(step);
            case Json.Arr(List<Json> items) -> {
              int at = index(step);
              yield at >= 0 && at < items.size() ? Optional.of(items.get(at)) : Optional.empty();
            }
            case Json.Null() -> Optional.empty();
            case Json.Bool b -> Optional.empty();
            case Json.Str s -> Optional.empty();
            case Json.Int i -> Optional.empty();
            case Json.Dec d -> Optional.empty();
          };
      if (next.isEmpty()) {
        return next;
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  static Json read(Json root, Pointer place) throws PatchRefused {
    return find(root, place).orElseThrow(() -> absent(place));
  }

  static Json add(Json root, Pointer place, Json value) throws PatchRefused {
    return change(root, place, 0, new Edit(Edit.Kind.ADD, value));
  }

  static Json replace(Json root, Pointer place, Json value) throws PatchRefused {
    return change(root, place, 0, new Edit(Edit.Kind.REPLACE, value));
  }

  static Json remove(Json root, Pointer place) throws PatchRefused {
    return change(root, place, 0, new Edit(Edit.Kind.REMOVE, Json.Null.VALUE));
  }

  /// What happens at the last step; `value` is Null for `REMOVE`.
  private record Edit(Kind kind, Json value) {
    enum Kind {
      ADD,
      REPLACE,
      REMOVE
    }
  }

  private static Json change(Json here, Pointer place, int depth, Edit edit) throws PatchRefused {
    if (depth == place.steps().size()) {
      return edit.value();
    }
    boolean last = depth + 1 == place.steps().size();
    String step = place.steps().get(depth);
    if (here instanceof Obj object) {
      if (last) {
        return changeMember(object, step, place, edit);
      }
      Json child = object.find(step).orElseThrow(() -> absent(place));
      return object.with(step, change(child, place, depth + 1, edit));
    }
    if (here instanceof Json.Arr(List<Json> items)) {
      var changed = new ArrayList<>(items);
      if (last) {
        changeItem(changed, step, place, edit);
      } else {
        int at = existing(items, step, place);
        changed.set(at, change(items.get(at), place, depth + 1, edit));
      }
      return new Json.Arr(changed);
    }
    throw absent(place);
  }

  private static Json changeMember(Obj object, String step, Pointer place, Edit edit)
      throws PatchRefused {
    if (edit.kind() != Edit.Kind.ADD && !object.has(step)) {
      throw absent(place);
    }
    return edit.kind() == Edit.Kind.REMOVE ? object.without(step) : object.with(step, edit.value());
  }

  private static void changeItem(List<Json> items, String step, Pointer place, Edit edit)
      throws PatchRefused {
    switch (edit.kind()) {
      case ADD -> items.add(gap(items, step, place), edit.value());
      case REPLACE -> items.set(existing(items, step, place), edit.value());
      case REMOVE -> items.remove(existing(items, step, place));
    }
  }

  private static int gap(List<Json> items, String step, Pointer place) throws PatchRefused {
    int at = step.equals(END) ? items.size() : index(step);
    if (at < 0 || at > items.size()) {
      throw PatchRefused.notApplicable(
          place.text(), "no item can be added at " + place.text() + ": it has " + items.size());
    }
    return at;
  }

  private static int existing(List<Json> items, String step, Pointer place) throws PatchRefused {
    int at = index(step);
    if (at < 0 || at >= items.size()) {
      throw absent(place);
    }
    return at;
  }

  /// -1 when the step is no array index: digits without a leading zero.
  private static int index(String step) {
    boolean digits = !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean padded = step.length() > 1 && step.charAt(0) == '0';
    return digits && !padded && step.length() <= MAX_INDEX_DIGITS ? Integer.parseInt(step) : -1;
  }

  private static PatchRefused absent(Pointer place) {
    return PatchRefused.notApplicable(place.text(), "there is no value at " + place.text());
  }

  /// Equality as RFC 6902 section 4.6 has it: numbers are equal when their values are.
  static boolean same(Json one, Json other) {
    if (one instanceof Obj left && other instanceof Obj right) {
      return left.keys().equals(right.keys())
          && left.keys().stream()
              .allMatch(key -> same(left.find(key).orElseThrow(), right.find(key).orElseThrow()));
    }
    if (one instanceof Json.Arr(List<Json> left) && other instanceof Json.Arr(List<Json> right)) {
      if (left.size() != right.size()) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (!same(left.get(i), right.get(i))) {
          return false;
        }
      }
      return true;
    }
    Optional<BigDecimal> number = number(one);
    return one.equals(other)
        || (number.isPresent()
            && number(other).filter(n -> n.compareTo(number.get()) == 0).isPresent());
  }

  private static Optional<BigDecimal> number(Json value) {
    return switch (value) {
      case Json.Int(long n) -> Optional.of(BigDecimal.valueOf(n));
      case Json.Dec(BigDecimal n) -> Optional.of(n);
      case Json.Null n -> Optional.empty();
      case Json.Bool b -> Optional.empty();
      case Json.Str s -> Optional.empty();
      case Json.Arr a -> Optional.empty();
      case Obj o -> Optional.empty();
    };
  }

  /// Whether objects and arrays nest more than `levels` deep in a value.
  static boolean deeper(Json value, int levels) {
    return switch (value) {
      case Json.Arr(List<Json> items) ->
          levels == 0 || items.stream().anyMatch(item -> deeper(item, levels - 1));
      case Obj object ->
          levels == 0
              || object.keys().stream()
                  .anyMatch(key -> deeper(object.find(key).orElseThrow(), levels - 1));
      case Json.Null n -> false;
      case Json.Bool b -> false;
      case Json.Str s -> false;
      case Json.Int i -> false;
      case Json.Dec d -> false;
    };
  }

  /// About how many bytes of text a value has; counting stops above `limit`.
  static long size(Json value, long limit) {
    return switch (value) {
      case Json.Str(String s) -> s.length() + 2L;
      case Json.Arr(List<Json> items) -> {
        long sum = 2;
        for (int i = 0; i < items.size() && sum <= limit; i++) {
          sum += 1 + size(items.get(i), limit - sum);
        }
        yield sum;
      }
      case Obj object -> {
        long sum = 2;
        List<String> keys = object.keys();
        for (int i = 0; i < keys.size() && sum <= limit; i++) {
          String key = keys.get(i);
          sum += key.length() + 4L + size(object.find(key).orElseThrow(), limit - sum);
        }
        yield sum;
      }
      case Json.Null n -> 4;
      case Json.Bool b -> 5;
      case Json.Int i -> 8;
      case Json.Dec d -> 8;
    };
  }
}
