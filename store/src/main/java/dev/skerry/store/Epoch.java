package dev.skerry.store;

/// Numbers the tenures of a store's writers; rises with every new one. A store refuses writes of an
/// epoch that is not the newest it granted.
public record Epoch(long value) implements Comparable<Epoch> {
  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }
}
