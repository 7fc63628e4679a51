package dev.skerry.model.meta;

import java.util.regex.Pattern;

/// Names one object for ever; never reused, also not after a deletion. Written as a UUID in lower
/// case (RFC 9562), made from chance that comes in by parameter.
public record Uid(String value) implements Comparable<Uid> {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public Uid {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a uid: '" + value + "'");
    }
  }

  /// A version 4 UUID of 122 random bits taken from two words.
  public static Uid random(long high, long low) {
    return new Uid(
        new java.util.UUID((high & ~0xF000L) | 0x4000L, (low >>> 2) | 0x8000000000000000L)
            .toString());
  }

  @Override
  public int compareTo(Uid other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
