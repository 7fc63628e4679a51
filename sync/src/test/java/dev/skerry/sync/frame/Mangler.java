package dev.skerry.sync.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes bad bytes of good ones.
public final class Mangler {
  private static final byte[] TELLING = {'"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', 0, -1};
  private static final List<String> WORDS =
      List.of(
          "null", "true", "-1", "9223372036854775808", "1e999", "\"\\ud800\"", "{}", "[]", "\"\"");

  private final RandomGenerator chance;

  public Mangler(RandomGenerator chance) {
    this.chance = chance;
  }

  /// One to four changes.
  public byte[] mangle(byte[] good) {
    byte[] bad = good;
    for (int changes = 1 + chance.nextInt(4); changes > 0; changes--) {
      bad = once(bad);
    }
    return bad;
  }

  private byte[] once(byte[] from) {
    if (from.length < 2) {
      return new byte[chance.nextInt(4)];
    }
    int at = chance.nextInt(from.length);
    int to = at + chance.nextInt(from.length - at);
    return switch (chance.nextInt(7)) {
      case 0 -> changed(from, at, (byte) chance.nextInt(256));
      case 1 -> changed(from, at, TELLING[chance.nextInt(TELLING.length)]);
      case 2 -> Arrays.copyOf(from, at);
      case 3 -> joined(Arrays.copyOf(from, at), Arrays.copyOfRange(from, to, from.length));
      case 4 -> joined(Arrays.copyOf(from, to), Arrays.copyOfRange(from, at, from.length));
      case 5 -> spliced(from, at);
      default -> value(from, at);
    };
  }

  private static byte[] changed(byte[] from, int at, byte to) {
    byte[] copy = from.clone();
    copy[at] = to;
    return copy;
  }

  private byte[] spliced(byte[] from, int at) {
    byte[] noise = new byte[1 + chance.nextInt(16)];
    chance.nextBytes(noise);
    return joined(
        joined(Arrays.copyOf(from, at), noise), Arrays.copyOfRange(from, at, from.length));
  }

  /// Another value behind the next colon.
  private byte[] value(byte[] from, int at) {
    int colon = at;
    while (colon < from.length && from[colon] != ':') {
      colon++;
    }
    int end = colon;
    while (end < from.length && from[end] != ',' && from[end] != '}') {
      end++;
    }
    byte[] word = WORDS.get(chance.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    byte[] head = Arrays.copyOf(from, Math.min(from.length, colon + 1));
    return joined(joined(head, word), Arrays.copyOfRange(from, end, from.length));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
