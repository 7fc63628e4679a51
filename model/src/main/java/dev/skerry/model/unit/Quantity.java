package dev.skerry.model.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An amount as Kubernetes writes it: `500m`, `1Gi`, `1e3`, `0.5`. Exact to a billionth, rounded
/// away from zero below that, and capped at 2^63-1 in size. Order is by amount; equality also sees
/// the notation, since `1Ki` and `1024` are written differently.
///
/// Source: `k8s.io/apimachinery/pkg/api/resource/quantity.go`.
public record Quantity(BigDecimal amount, Notation notation) implements Comparable<Quantity> {
  /// How the amount was written, which its canonical text keeps.
  public enum Notation {
    DECIMAL,
    BINARY,
    EXPONENT
  }

  /// What an error tells about a text that is none.
  public static final String RULE =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

  /// Longer texts are refused: no sensible amount needs them, and parsing is not linear.
  private static final int MAX_LENGTH = 64;

  private static final int NANO_SCALE = 9;
  private static final int MAX_EXPONENT = 1000;
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final Pattern SHAPE =
      Pattern.compile(
          "([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?[0-9]+))?");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Notation.DECIMAL);

  public Quantity {
    amount = canonical(amount);
  }

  /// Empty when the text is no quantity.
  public static Optional<Quantity> find(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    var number = new BigDecimal(shape.group(1));
    String binary = shape.group(2);
    String decimal = shape.group(3);
    String exponent = shape.group(4);
    if (binary != null) {
      var factor = new BigDecimal(KIBI.pow(BINARY.indexOf(binary)));
      return Optional.of(new Quantity(number.multiply(factor), Notation.BINARY));
    }
    if (exponent != null) {
      return exponent(number, exponent);
    }
    int power = decimal == null ? 0 : 3 * (DECIMAL.indexOf(decimal) - 3);
    return Optional.of(new Quantity(number.scaleByPowerOfTen(power), Notation.DECIMAL));
  }

  private static Optional<Quantity> exponent(BigDecimal number, String exponent) {
    var power = new BigInteger(exponent);
    if (power.abs().compareTo(BigInteger.valueOf(MAX_EXPONENT)) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Quantity(number.scaleByPowerOfTen(power.intValueExact()), Notation.EXPONENT));
  }

  /// Of a text that passed validation; anything else is a bug.
  public static Quantity parse(String text) {
    return find(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a quantity"));
  }

  public static Quantity of(long whole) {
    return new Quantity(BigDecimal.valueOf(whole), Notation.DECIMAL);
  }

  public Quantity plus(Quantity other) {
    return new Quantity(amount.add(other.amount), shared(other));
  }

  public Quantity minus(Quantity other) {
    return new Quantity(amount.subtract(other.amount), shared(other));
  }

  private Notation shared(Quantity other) {
    return amount.signum() == 0 ? other.notation : notation;
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  /// The amount as a whole number, rounded up.
  public long roundedUp() {
    return amount.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /// The amount in thousandths, rounded up, at most 2^63-1.
  public long milliRoundedUp() {
    BigDecimal milli = amount.movePointRight(3).setScale(0, RoundingMode.CEILING);
    return milli.abs().compareTo(MAX) > 0
        ? (milli.signum() < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE)
        : milli.longValueExact();
  }

  private static BigDecimal canonical(BigDecimal amount) {
    BigDecimal rounded =
        amount.scale() > NANO_SCALE ? amount.setScale(NANO_SCALE, RoundingMode.UP) : amount;
    BigDecimal capped = rounded.min(MAX).max(MAX.negate());
    return capped.signum() == 0 ? BigDecimal.ZERO : capped.stripTrailingZeros();
  }

  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  /// Canonical: a whole number with the largest suffix that loses nothing.
  @Override
  public String toString() {
    if (amount.signum() == 0) {
      return "0";
    }
    boolean whole = amount.scale() <= 0;
    boolean small = amount.abs().compareTo(new BigDecimal(KIBI)) < 0;
    return notation == Notation.BINARY && whole && !small ? binaryText() : decimalText();
  }

  private String binaryText() {
    BigInteger left = amount.toBigIntegerExact();
    int suffix = 0;
    while (suffix < BINARY.size() - 1 && left.mod(KIBI).signum() == 0) {
      left = left.divide(KIBI);
      suffix++;
    }
    return left + BINARY.get(suffix);
  }

  private String decimalText() {
    int exponent = Math.floorDiv(-amount.scale(), 3) * 3;
    BigInteger digits = amount.movePointLeft(exponent).toBigIntegerExact();
    if (notation == Notation.EXPONENT) {
      return exponent == 0 ? digits.toString() : digits + "e" + exponent;
    }
    return digits + DECIMAL.get(exponent / 3 + 3);
  }
}
