package dev.skerry.sync.frame;

import java.util.OptionalInt;

/// The protocol versions an end speaks, both ends included.
public record Versions(int min, int max) {
  /// What this program speaks.
  public static final Versions OURS = new Versions(1, 1);

  public Versions {
    if (min < 1 || max < min) {
      throw new IllegalArgumentException("protocol versions " + min + " to " + max);
    }
  }

  /// The newest version both speak.
  public OptionalInt agreed(Versions other) {
    int best = Math.min(max, other.max);
    return best >= Math.max(min, other.min) ? OptionalInt.of(best) : OptionalInt.empty();
  }

  /// `1 to 3`.
  @Override
  public String toString() {
    return min == max ? Integer.toString(min) : min + " to " + max;
  }
}
