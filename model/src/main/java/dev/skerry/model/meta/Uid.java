package dev.skerry.model.meta;

/// Names one object for ever; never reused, also not after a deletion. Written as a UUID in lower
/// case (RFC 9562), made from chance that comes in by parameter.
public record Uid(String value) implements Comparable<Uid> {
  private static final int CHARS = 36;

  public Uid {
    if (!isUid(value)) {
      throw new IllegalArgumentException("not a uid: '" + value + "'");
    }
  }

  /// Whether it could name an object.
  public static boolean isUid(String value) {
    if (value.length() != CHARS) {
      return false;
    }
    for (int i = 0; i < CHARS; i++) {
      char c = value.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean good = dash ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (!good) {
        return false;
      }
    }
    return true;
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
