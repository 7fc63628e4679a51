package dev.skerry.model.value;

import dev.skerry.model.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// One node of a schema, as demands on the value that stands there.
///
/// @param type as in OpenAPI; empty when any will do
/// @param values of members that `properties` does not name
record Rule(
    String type,
    boolean intOrString,
    boolean nullable,
    String format,
    List<Json> allowed,
    Numbers numbers,
    Sizes sizes,
    Optional<Pattern> pattern,
    SortedMap<String, Rule> properties,
    Optional<Rule> values,
    Optional<Rule> items,
    List<String> required,
    Logic logic) {

  record Numbers(
      Optional<BigDecimal> min,
      Optional<BigDecimal> max,
      boolean minExclusive,
      boolean maxExclusive,
      Optional<BigDecimal> multipleOf) {}

  /// Lengths count code points.
  record Sizes(
      OptionalInt minLength,
      OptionalInt maxLength,
      OptionalInt minItems,
      OptionalInt maxItems,
      OptionalInt minProperties,
      OptionalInt maxProperties,
      boolean unique) {}

  record Logic(List<Rule> allOf, List<Rule> anyOf, List<Rule> oneOf, Optional<Rule> not) {
    boolean isEmpty() {
      return allOf.isEmpty() && anyOf.isEmpty() && oneOf.isEmpty() && not.isEmpty();
    }
  }
}
