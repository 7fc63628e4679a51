package dev.skerry.model.meta;

/// A position in one store's log; the first change has revision 1. Shown to clients as
/// `resourceVersion`, a plain decimal. Revisions of different stores are never compared.
public record Revision(long value) implements Comparable<Revision> {
  public static final Revision ZERO = new Revision(0);

  public Revision {
    if (value < 0) {
      throw new IllegalArgumentException("revision " + value + " is below zero");
    }
  }

  public Revision next() {
    return new Revision(Math.addExact(value, 1));
  }

  public boolean isAfter(Revision other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
