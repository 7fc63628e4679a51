package dev.skerry.control.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.skerry.model.unit.Quantity;
import java.math.BigDecimal;
import java.util.List;

/// A quantity as a value of CEL; equal are those of the same amount. Source: `quantity.go` of
/// Kubernetes' `apiserver/pkg/cel/library`.
record Amount(Quantity quantity) implements Comparable<Amount> {
  static final String NAME = "kubernetes.Quantity";
  static final CelType TYPE = OpaqueType.create(NAME);

  static void declare(Library library) {
    List<CelType> two = List.of(TYPE, TYPE);
    List<CelType> andInt = List.of(TYPE, SimpleType.INT);
    library
        .global("isQuantity", SimpleType.BOOL, SimpleType.STRING, Amount::isOne)
        .global("quantity", TYPE, SimpleType.STRING, Amount::read)
        .member("sign", SimpleType.INT, TYPE, a -> (long) exact(a).signum())
        .member("isInteger", SimpleType.BOOL, TYPE, a -> isWhole(exact(a)))
        .member("asInteger", SimpleType.INT, TYPE, a -> exact(a).longValueExact())
        .member("asApproximateFloat", SimpleType.DOUBLE, TYPE, a -> exact(a).doubleValue())
        .member("isGreaterThan", SimpleType.BOOL, two, (a, b) -> compared(a, b) > 0)
        .member("isLessThan", SimpleType.BOOL, two, (a, b) -> compared(a, b) < 0)
        .member("compareTo", SimpleType.INT, two, (a, b) -> (long) compared(a, b))
        .member("add", TYPE, two, (a, b) -> sum(a, ((Amount) b).quantity))
        .member("add", TYPE, andInt, (a, b) -> sum(a, Quantity.of((Long) b)))
        .member("sub", TYPE, two, (a, b) -> difference(a, ((Amount) b).quantity))
        .member("sub", TYPE, andInt, (a, b) -> difference(a, Quantity.of((Long) b)));
  }

  private static boolean isOne(Object text) {
    return Quantity.find((String) text).isPresent();
  }

  private static Amount read(Object text) {
    return new Amount(Quantity.parse((String) text));
  }

  private static BigDecimal exact(Object amount) {
    return ((Amount) amount).quantity.amount();
  }

  private static boolean isWhole(BigDecimal exact) {
    return exact.scale() <= 0;
  }

  private static int compared(Object one, Object other) {
    return ((Amount) one).compareTo((Amount) other);
  }

  private static Amount sum(Object amount, Quantity other) {
    return new Amount(((Amount) amount).quantity.plus(other));
  }

  private static Amount difference(Object amount, Quantity other) {
    return new Amount(((Amount) amount).quantity.minus(other));
  }

  @Override
  public int compareTo(Amount other) {
    return quantity.compareTo(other.quantity);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amount amount && compareTo(amount) == 0;
  }

  @Override
  public int hashCode() {
    return quantity.amount().stripTrailingZeros().hashCode();
  }
}
