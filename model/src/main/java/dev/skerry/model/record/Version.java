package dev.skerry.model.record;

/// Orders the versions of one part: first by the epoch of the authority that wrote it, then by that
/// authority's sequence. Nothing else orders versions, least of all a clock.
public record Version(long epoch, long sequence) implements Comparable<Version> {
  public Version {
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException("version " + epoch + "." + sequence + " is below zero");
    }
  }

  public boolean isAfter(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(epoch, other.epoch);
    return order == 0 ? Long.compare(sequence, other.sequence) : order;
  }

  @Override
  public String toString() {
    return epoch + "." + sequence;
  }
}
