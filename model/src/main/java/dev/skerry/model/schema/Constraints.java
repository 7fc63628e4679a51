package dev.skerry.model.schema;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Limits on a value beyond its type. Lengths count UTF-16 units of strings, items of lists and
/// members of maps; `pattern` is a search, not a full match, as in JSON Schema.
public record Constraints(
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    OptionalInt minSize,
    OptionalInt maxSize,
    Optional<Pattern> pattern,
    Format format) {

  public static final Constraints NONE =
      new Constraints(
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Format.NONE);

  /// The named shapes of values that Kubernetes' own kinds use; each is written in schema files in
  /// camel case.
  public enum Format {
    NONE,
    INT32,
    INT64,
    DOUBLE,
    MICRO_TIME,
    /// An object's name: DNS subdomain.
    NAME,
    /// A DNS label.
    LABEL,
    /// A map of label keys to label values.
    LABELS,
    /// A map of annotation keys; 256 KiB in all.
    ANNOTATIONS,
    /// Keys of a ConfigMap or Secret.
    DATA_KEYS,
    /// An environment variable's name: printable ASCII without `=`.
    ENV_NAME,
    /// A port's name: at most 15 of `a-z`, `0-9`, `-`, with a letter (RFC 6335).
    PORT_NAME,
    /// A port's number or its name.
    PORT,
    /// A whole number from 0, or a percentage.
    PORTION,
    /// A map of resource names to quantities not below zero.
    RESOURCES
  }
}
