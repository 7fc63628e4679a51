package dev.skerry.node.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// A Kubernetes quantity (`500m`, `1.5Gi`, `2e3`) as an exact number. The API has checked it
/// before.
record Amount(BigDecimal value) {
  private static final String BINARY = "KMGTPE";
  private static final String DECIMAL = "kMGTPE";

  static Optional<Amount> parse(String text) {
    int end = text.length();
    while (end > 0 && !Character.isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
      end--;
    }
    try {
      var number = new BigDecimal(text.substring(0, end));
      return factor(text.substring(end)).map(f -> new Amount(number.multiply(f)));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> factor(String suffix) {
    if (suffix.length() == 2 && suffix.charAt(1) == 'i' && BINARY.indexOf(suffix.charAt(0)) >= 0) {
      return Optional.of(BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix.charAt(0)) + 1));
    }
    if (suffix.length() == 1 && DECIMAL.indexOf(suffix.charAt(0)) >= 0) {
      return Optional.of(BigDecimal.valueOf(1000).pow(DECIMAL.indexOf(suffix.charAt(0)) + 1));
    }
    return switch (suffix) {
      case "" -> Optional.of(BigDecimal.ONE);
      case "m" -> Optional.of(BigDecimal.valueOf(1, 3));
      case "u" -> Optional.of(BigDecimal.valueOf(1, 6));
      case "n" -> Optional.of(BigDecimal.valueOf(1, 9));
      default -> Optional.empty();
    };
  }

  /// Rounded up.
  long whole() {
    return value.setScale(0, RoundingMode.CEILING).longValue();
  }

  /// Thousandths, rounded up.
  long millis() {
    return value.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
  }
}
