package dev.skerry.store;

import java.util.Comparator;

/// Names a row: a space (`part`, `feed`, `cursor`, `meta`, …) and a name inside it.
public record RowKey(String space, String name) implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::space).thenComparing(RowKey::name);

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return space + ":" + name;
  }
}
