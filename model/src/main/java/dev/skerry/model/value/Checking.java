package dev.skerry.model.value;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// One walk over a value beside its rules. Confined to one check.
final class Checking {
  private final List<Cause> causes = new ArrayList<>();

  List<Cause> causes() {
    return causes;
  }

  void value(Rule rule, Json value, FieldPath path) {
    if (causes.size() >= ValueRules.MAX_CAUSES || (value instanceof Json.Null && rule.nullable())) {
      return;
    }
    if (!hasType(rule, value)) {
      wrongType(path, rule.intOrString() ? "integer,string" : rule.type(), nameOf(value));
      return;
    }
    allowed(rule, value, path);
    switch (value) {
      case Json.Str(String text) -> text(rule, text, path);
      case Json.Int(long number) -> number(rule, BigDecimal.valueOf(number), path);
      case Json.Dec(BigDecimal number) -> number(rule, number, path);
      case Json.Arr(List<Json> items) -> items(rule, items, path);
      case Obj object -> object(rule, object, path);
      case Json.Null _, Json.Bool _ -> {}
    }
    if (!rule.logic().isEmpty()) {
      logic(rule.logic(), value, path);
    }
  }

  private static boolean hasType(Rule rule, Json value) {
    if (rule.intOrString()) {
      return value instanceof Json.Str || isWhole(value);
    }
    return switch (rule.type()) {
      case "object" -> value instanceof Obj;
      case "array" -> value instanceof Json.Arr;
      case "string" -> value instanceof Json.Str;
      case "boolean" -> value instanceof Json.Bool;
      case "integer" -> isWhole(value);
      case "number" -> number(value).isPresent();
      default -> true;
    };
  }

  private static boolean isWhole(Json value) {
    return value instanceof Json.Int || (value instanceof Json.Dec(var n) && n.scale() <= 0);
  }

  static Optional<BigDecimal> number(Json value) {
    return switch (value) {
      case Json.Int(long n) -> Optional.of(BigDecimal.valueOf(n));
      case Json.Dec(BigDecimal n) -> Optional.of(n);
      case Json.Null _, Json.Bool _, Json.Str _, Json.Arr _, Obj _ -> Optional.empty();
    };
  }

  private static String nameOf(Json value) {
    return switch (value) {
      case Json.Null _ -> "null";
      case Json.Bool _ -> "boolean";
      case Json.Str _ -> "string";
      case Json.Int _ -> "integer";
      case Json.Dec _ -> "number";
      case Json.Arr _ -> "array";
      case Obj _ -> "object";
    };
  }

  private void wrongType(FieldPath path, String wanted, String found) {
    String shown = JsonText.write(Json.of(found));
    String detail = path + " in body must be of type " + wanted + ": " + shown;
    causes.add(
        new Cause(
            Cause.Reason.TYPE_INVALID, path.toString(), "Invalid value: " + shown + ": " + detail));
  }

  private void invalid(FieldPath path, Json value, String detail) {
    causes.add(Cause.invalid(path, JsonText.write(value), path + " in body " + detail));
  }

  private void allowed(Rule rule, Json value, FieldPath path) {
    if (!rule.allowed().isEmpty() && !rule.allowed().contains(value)) {
      String names = rule.allowed().stream().map(JsonText::write).collect(Collectors.joining(", "));
      causes.add(
          new Cause(
              Cause.Reason.NOT_SUPPORTED,
              path.toString(),
              "Unsupported value: " + JsonText.write(value) + ": supported values: " + names));
    }
  }

  private void text(Rule rule, String text, FieldPath path) {
    int length = text.codePointCount(0, text.length());
    Json value = Json.of(text);
    OptionalInt max = rule.sizes().maxLength();
    OptionalInt min = rule.sizes().minLength();
    if (max.isPresent() && length > max.getAsInt()) {
      String message = "Too long: may not be more than " + max.getAsInt() + " bytes";
      causes.add(new Cause(Cause.Reason.TOO_LONG, path.toString(), message));
    }
    if (min.isPresent() && length < min.getAsInt()) {
      invalid(path, value, "should be at least " + min.getAsInt() + " chars long");
    }
    if (rule.pattern().isPresent() && !rule.pattern().get().matcher(text).find()) {
      invalid(path, value, "should match '" + rule.pattern().get() + "'");
    }
    if (rule.type().equals("string") && !TextFormats.holds(rule.format(), text)) {
      wrongFormat(path, rule.format(), value);
    }
  }

  private void wrongFormat(FieldPath path, String format, Json value) {
    String shown = JsonText.write(value);
    String detail = path + " in body must be of type " + format + ": " + shown;
    causes.add(Cause.invalid(path, shown, detail));
  }

  private void number(Rule rule, BigDecimal number, FieldPath path) {
    Rule.Numbers limits = rule.numbers();
    Json value = JsonNumbers.of(number);
    if (limits.max().isPresent()) {
      BigDecimal max = limits.max().get();
      int order = number.compareTo(max);
      if (order > 0 || (order == 0 && limits.maxExclusive())) {
        String than = limits.maxExclusive() ? "less than " : "less than or equal to ";
        invalid(path, value, "should be " + than + max.toPlainString());
      }
    }
    if (limits.min().isPresent()) {
      BigDecimal min = limits.min().get();
      int order = number.compareTo(min);
      if (order < 0 || (order == 0 && limits.minExclusive())) {
        String than = limits.minExclusive() ? "greater than " : "greater than or equal to ";
        invalid(path, value, "should be " + than + min.toPlainString());
      }
    }
    if (limits.multipleOf().isPresent()
        && number.remainder(limits.multipleOf().get()).signum() != 0) {
      invalid(path, value, "should be a multiple of " + limits.multipleOf().get().toPlainString());
    }
    if (rule.type().equals("integer") && !JsonNumbers.fits(rule.format(), number)) {
      wrongType(path, rule.format(), "int64");
    }
  }

  private void items(Rule rule, List<Json> items, FieldPath path) {
    for (int i = 0; i < items.size() && rule.items().isPresent(); i++) {
      value(rule.items().get(), items.get(i), path.index(i));
    }
    OptionalInt max = rule.sizes().maxItems();
    OptionalInt min = rule.sizes().minItems();
    if (max.isPresent() && items.size() > max.getAsInt()) {
      tooMany(path, items.size(), max.getAsInt());
    }
    if (min.isPresent() && items.size() < min.getAsInt()) {
      invalid(path, Json.array(items), "should have at least " + min.getAsInt() + " items");
    }
    if (rule.sizes().unique() && items.stream().distinct().count() < items.size()) {
      invalid(path, Json.array(items), "shouldn't contain duplicates");
    }
  }

  private void tooMany(FieldPath path, int size, int max) {
    String message = "Too many: " + size + ": must have at most " + max + " items";
    causes.add(new Cause(Cause.Reason.TOO_MANY, path.toString(), message));
  }

  private void object(Rule rule, Obj object, FieldPath path) {
    for (String name : rule.required()) {
      if (!object.has(name)) {
        causes.add(Cause.required(path.field(name), ""));
      }
    }
    object.forEach((name, member) -> {
      Rule inner = rule.properties().get(name);
      Optional<Rule> known = inner == null ? rule.values() : Optional.of(inner);
      known.ifPresent(place -> value(place, member, path.field(name)));
    });
    OptionalInt max = rule.sizes().maxProperties();
    OptionalInt min = rule.sizes().minProperties();
    if (max.isPresent() && object.size() > max.getAsInt()) {
      tooMany(path, object.size(), max.getAsInt());
    }
    if (min.isPresent() && object.size() < min.getAsInt()) {
      invalid(path, object, "should have at least " + min.getAsInt() + " properties");
    }
  }

  private void logic(Rule.Logic logic, Json value, FieldPath path) {
    for (Rule each : logic.allOf()) {
      value(each, value, path);
    }
    if (!logic.anyOf().isEmpty() && holding(logic.anyOf(), value, path) == 0) {
      explain(logic.anyOf(), value, path);
      combined(path, "must validate at least one schema (anyOf)");
    }
    if (!logic.oneOf().isEmpty()) {
      long holding = holding(logic.oneOf(), value, path);
      if (holding == 0) {
        explain(logic.oneOf(), value, path);
        combined(path, "must validate one and only one schema (oneOf). Found none valid");
      } else if (holding > 1) {
        combined(
            path,
            "must validate one and only one schema (oneOf). Found "
                + holding
                + " valid alternatives");
      }
    }
    if (logic.not().isPresent() && holding(List.of(logic.not().get()), value, path) == 1) {
      combined(path, "must not validate the schema (not)");
    }
  }

  private void combined(FieldPath path, String sentence) {
    causes.add(Cause.invalid(path, "\"\"", "\"" + path + "\" " + sentence));
  }

  private static long holding(List<Rule> rules, Json value, FieldPath path) {
    return rules.stream().filter(rule -> alone(rule, value, path).isEmpty()).count();
  }

  private static List<Cause> alone(Rule rule, Json value, FieldPath path) {
    var checking = new Checking();
    checking.value(rule, value, path);
    return checking.causes();
  }

  /// The alternative that came nearest tells what it lacks.
  private void explain(List<Rule> rules, Json value, FieldPath path) {
    rules.stream()
        .map(rule -> alone(rule, value, path))
        .reduce((best, next) -> next.size() < best.size() ? next : best)
        .ifPresent(causes::addAll);
  }
}
