package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks a well-typed, defaulted object against what its schema demands beyond types: required
/// members, allowed values, limits, named shapes, unique list keys. What a kind demands across
/// fields is its feature's business.
public final class Validation {
  private final List<Cause> causes = new ArrayList<>();

  private Validation() {}

  /// In the order of fields; at most [Typing#MAX_CAUSES].
  public static List<Cause> check(Schema schema, Obj object) {
    var validation = new Validation();
    validation.value(schema, object, FieldPath.ROOT);
    return validation.causes.stream().limit(Typing.MAX_CAUSES).toList();
  }

  private void value(Schema schema, Json value, FieldPath path) {
    if (value instanceof Json.Null && schema.nullable()) {
      return;
    }
    int before = causes.size();
    limits(schema, value, path);
    if (causes.size() == before) {
      Formats.check(schema.constraints().format(), value, path, causes);
    }
    if (value instanceof Obj object && schema.type() == Schema.Type.OBJECT) {
      object(schema, object, path);
    }
    if (value instanceof Json.Arr(List<Json> items) && schema.items().isPresent()) {
      items(schema, items, path);
    }
  }

  private void object(Schema schema, Obj object, FieldPath path) {
    for (String name : schema.required()) {
      if (object.find(name).isEmpty()) {
        causes.add(Cause.required(path.field(name), ""));
      }
    }
    Optional<Schema> values = schema.values();
    object.forEach((key, member) -> {
      if (values.isPresent()) {
        value(values.get(), member, path.key(key));
      } else {
        schema.property(key).ifPresent(place -> value(place, member, path.field(key)));
      }
    });
  }

  private void items(Schema schema, List<Json> items, FieldPath path) {
    var seen = new TreeSet<String>();
    for (int i = 0; i < items.size(); i++) {
      Json item = items.get(i);
      FieldPath here = path.index(i);
      value(schema.inside(), item, here);
      Optional<Json> identity = identity(schema, item, here);
      if (identity.isPresent() && !seen.add(JsonText.write(identity.get()))) {
        String shown = JsonText.write(identity.get());
        causes.add(new Cause(Cause.Reason.DUPLICATE, here.toString(), "Duplicate value: " + shown));
      }
    }
  }

  /// What must be unique in the list; empty when anything goes or a key is missing.
  private Optional<Json> identity(Schema schema, Json item, FieldPath path) {
    return switch (schema.listType()) {
      case ATOMIC -> Optional.empty();
      case SET -> Optional.of(item);
      case MAP -> {
        var keys = Json.object();
        boolean complete = true;
        for (String key : schema.listKeys()) {
          Optional<Json> part = item.at(key);
          part.ifPresent(value -> keys.put(key, value));
          complete &= part.isPresent() || requireKey(schema, key, path);
        }
        yield complete ? Optional.of(keys.build()) : Optional.empty();
      }
    };
  }

  /// A missing key is an error, unless the item's own schema says so already.
  private boolean requireKey(Schema schema, String key, FieldPath path) {
    if (!schema.inside().required().contains(key)) {
      causes.add(Cause.required(path.field(key), ""));
    }
    return false;
  }

  private void limits(Schema schema, Json value, FieldPath path) {
    Constraints limits = schema.constraints();
    int size = size(value);
    if (limits.minSize().isPresent() && size >= 0 && size < limits.minSize().getAsInt()) {
      causes.add(
          limits.minSize().getAsInt() == 1
              ? Cause.required(path, "")
              : Cause.invalid(
                  path, shown(value), "must have at least " + limits.minSize().getAsInt()));
      return;
    }
    if (limits.maxSize().isPresent() && size > limits.maxSize().getAsInt()) {
      String detail = "Too long: may not be more than " + limits.maxSize().getAsInt();
      causes.add(new Cause(Cause.Reason.TOO_LONG, path.toString(), detail));
      return;
    }
    allowed(schema, value, path);
    range(limits, value, path);
    if (limits.pattern().isPresent()
        && value instanceof Json.Str(String text)
        && !limits.pattern().get().matcher(text).find()) {
      causes.add(Cause.invalid(path, shown(value), "must match '" + limits.pattern().get() + "'"));
    }
  }

  private static int size(Json value) {
    return switch (value) {
      case Json.Str(String text) -> text.length();
      case Json.Arr(List<Json> items) -> items.size();
      case Obj object -> object.size();
      case Json.Null _, Json.Bool _, Json.Int _, Json.Dec _ -> -1;
    };
  }

  private void allowed(Schema schema, Json value, FieldPath path) {
    List<Json> allowed = schema.allowed();
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      String names =
          allowed.stream()
              .filter(a -> !a.equals(Json.of("")))
              .map(JsonText::write)
              .collect(Collectors.joining(", "));
      String message = "Unsupported value: " + shown(value) + ": supported values: " + names;
      causes.add(new Cause(Cause.Reason.NOT_SUPPORTED, path.toString(), message));
    }
  }

  private void range(Constraints limits, Json value, FieldPath path) {
    Optional<BigDecimal> number =
        switch (value) {
          case Json.Int(long n) -> Optional.of(BigDecimal.valueOf(n));
          case Json.Dec(BigDecimal n) -> Optional.of(n);
          case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Obj _ -> Optional.empty();
        };
    if (number.isEmpty()) {
      return;
    }
    boolean low = limits.min().isPresent() && number.get().compareTo(limits.min().get()) < 0;
    boolean high = limits.max().isPresent() && number.get().compareTo(limits.max().get()) > 0;
    if (low || high) {
      causes.add(Cause.invalid(path, shown(value), rangeText(limits)));
    }
  }

  private static String rangeText(Constraints limits) {
    if (limits.min().isPresent() && limits.max().isPresent()) {
      return "must be between "
          + limits.min().get().toPlainString()
          + " and "
          + limits.max().get().toPlainString()
          + ", inclusive";
    }
    return limits
        .min()
        .map(min -> "must be greater than or equal to " + min.toPlainString())
        .orElseGet(
            () -> "must be less than or equal to " + limits.max().orElseThrow().toPlainString());
  }

  private static String shown(Json value) {
    return JsonText.write(value);
  }
}
