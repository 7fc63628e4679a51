package dev.skerry.model.unit;

import java.math.BigDecimal;

/// An amount of memory or disk, in bytes, never below zero.
public record Bytes(long value) implements Comparable<Bytes> {
  public static final Bytes ZERO = new Bytes(0);

  public Bytes {
    if (value < 0) {
      throw new IllegalArgumentException(value + " bytes is below zero");
    }
  }

  /// Rounded up to whole bytes; a negative quantity is a bug, since validation refuses it.
  public static Bytes of(Quantity quantity) {
    return new Bytes(quantity.roundedUp());
  }

  public Bytes plus(Bytes other) {
    return new Bytes(Math.addExact(value, other.value));
  }

  /// What is left, zero when the other is larger.
  public Bytes minusOrZero(Bytes other) {
    return new Bytes(Math.max(0, value - other.value));
  }

  public Quantity quantity() {
    return new Quantity(BigDecimal.valueOf(value), Quantity.Notation.BINARY);
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return quantity().toString();
  }
}
