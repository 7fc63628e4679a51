package dev.skerry.model.value;

import dev.skerry.model.json.Json;
import java.math.BigDecimal;

/// Numbers between JSON and arithmetic.
final class JsonNumbers {
  private static final BigDecimal MIN_INT = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal MAX_INT = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private JsonNumbers() {}

  static Json of(BigDecimal number) {
    return number.scale() <= 0 && within(number, MIN_LONG, MAX_LONG)
        ? Json.of(number.longValueExact())
        : new Json.Dec(number);
  }

  /// Whether a whole number is one of the format's.
  static boolean fits(String format, BigDecimal number) {
    return switch (format) {
      case "int32" -> within(number, MIN_INT, MAX_INT);
      case "int64" -> within(number, MIN_LONG, MAX_LONG);
      default -> true;
    };
  }

  private static boolean within(BigDecimal number, BigDecimal min, BigDecimal max) {
    return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
  }
}
