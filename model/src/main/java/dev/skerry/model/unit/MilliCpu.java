package dev.skerry.model.unit;

import java.math.BigDecimal;

/// Processor time in thousandths of a core, never below zero.
public record MilliCpu(long value) implements Comparable<MilliCpu> {
  public static final MilliCpu ZERO = new MilliCpu(0);

  public MilliCpu {
    if (value < 0) {
      throw new IllegalArgumentException(value + " thousandths of a core is below zero");
    }
  }

  /// Rounded up to a thousandth; a negative quantity is a bug, since validation refuses it.
  public static MilliCpu of(Quantity quantity) {
    return new MilliCpu(quantity.milliRoundedUp());
  }

  public MilliCpu plus(MilliCpu other) {
    return new MilliCpu(Math.addExact(value, other.value));
  }

  /// What is left, zero when the other is larger.
  public MilliCpu minusOrZero(MilliCpu other) {
    return new MilliCpu(Math.max(0, value - other.value));
  }

  public Quantity quantity() {
    return new Quantity(BigDecimal.valueOf(value, 3), Quantity.Notation.DECIMAL);
  }

  @Override
  public int compareTo(MilliCpu other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return quantity().toString();
  }
}
