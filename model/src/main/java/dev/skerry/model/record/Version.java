package dev.skerry.model.record;

import java.util.Comparator;

/// Orders the versions of one part: first by the epoch of the authority that wrote it, then by that
/// authority's sequence. Nothing else orders versions, least of all a clock.
public record Version(long epoch, long sequence) implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparingLong(Version::epoch).thenComparingLong(Version::sequence);

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
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return epoch + "." + sequence;
  }
}
