package dev.skerry.model.value;

import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads [Rule]s from OpenAPI. What does not parse demands nothing: whoever stores the schema
/// checks it first.
final class RuleReader {
  private RuleReader() {}

  static Rule read(Obj openApi) {
    var properties = new TreeMap<String, Rule>();
    openApi
        .obj("properties")
        .forEach((name, place) -> {
          if (place instanceof Obj inner) {
            properties.put(name, read(inner));
          }
        });
    return new Rule(
        openApi.text("type"),
        openApi.isTrue("x-kubernetes-int-or-string"),
        openApi.isTrue("nullable"),
        openApi.text("format"),
        openApi.items("enum"),
        numbers(openApi),
        sizes(openApi),
        openApi.string("pattern").flatMap(RuleReader::pattern),
        Collections.unmodifiableSortedMap(properties),
        one(openApi, "additionalProperties"),
        one(openApi, "items"),
        openApi.items("required").stream().flatMap(item -> item.string().stream()).toList(),
        new Rule.Logic(
            many(openApi, "allOf"),
            many(openApi, "anyOf"),
            many(openApi, "oneOf"),
            one(openApi, "not")));
  }

  private static Optional<Rule> one(Obj openApi, String name) {
    return openApi
        .find(name)
        .flatMap(value -> value instanceof Obj inner ? Optional.of(read(inner)) : Optional.empty());
  }

  private static List<Rule> many(Obj openApi, String name) {
    return openApi.items(name).stream()
        .filter(Obj.class::isInstance)
        .map(inner -> read((Obj) inner))
        .toList();
  }

  private static Rule.Numbers numbers(Obj openApi) {
    return new Rule.Numbers(
        number(openApi, "minimum"),
        number(openApi, "maximum"),
        openApi.isTrue("exclusiveMinimum"),
        openApi.isTrue("exclusiveMaximum"),
        number(openApi, "multipleOf").filter(step -> step.signum() > 0));
  }

  private static Optional<BigDecimal> number(Obj openApi, String name) {
    return openApi.find(name).flatMap(Checking::number);
  }

  private static Rule.Sizes sizes(Obj openApi) {
    return new Rule.Sizes(
        size(openApi, "minLength"),
        size(openApi, "maxLength"),
        size(openApi, "minItems"),
        size(openApi, "maxItems"),
        size(openApi, "minProperties"),
        size(openApi, "maxProperties"),
        openApi.isTrue("uniqueItems"));
  }

  private static OptionalInt size(Obj openApi, String name) {
    OptionalLong size = openApi.integer(name);
    return size.isPresent()
        ? OptionalInt.of(Math.clamp(size.getAsLong(), 0, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static Optional<Pattern> pattern(String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException foreign) {
      return Optional.empty();
    }
  }
}
