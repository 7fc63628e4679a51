package dev.skerry.content.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.content.CutStream;
import dev.skerry.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bad things made of good ones, from a seed.
public final class Wild {
  private static final byte[] TELLING = {
    '"', '\\', '{', '}', '[', ']', ',', ':', '/', '.', '-', '0', '9', ' ', '\n', '=', 0, -1, -128
  };
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "9223372036854775807",
          "9223372036854775808",
          "1e999",
          "1.5",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "{}",
          "[]",
          "[[]]",
          "[null]",
          "[1]",
          "\"\"",
          "\"sha256:12\"",
          "\"sha512:" + "0".repeat(128) + "\"",
          "\"../../etc/passwd\"",
          "\"application/vnd.oci.image.index.v1+json\"",
          "\"application/vnd.oci.image.manifest.v1+json\"");

  private final Random chance;

  public Wild(long seed) {
    chance = new Random(seed);
  }

  public Random chance() {
    return chance;
  }

  public boolean oneIn(int n) {
    return chance.nextInt(n) == 0;
  }

  public <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }

  /// One to four changes.
  public byte[] bytes(byte[] good) {
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
    return switch (chance.nextInt(5)) {
      case 0 -> changed(from, at, (byte) chance.nextInt(256));
      case 1 -> changed(from, at, TELLING[chance.nextInt(TELLING.length)]);
      case 2 -> Arrays.copyOf(from, at);
      case 3 -> joined(Arrays.copyOf(from, at), Arrays.copyOfRange(from, to, from.length));
      default -> joined(Arrays.copyOf(from, to), Arrays.copyOfRange(from, at, from.length));
    };
  }

  private static byte[] changed(byte[] from, int at, byte to) {
    byte[] copy = from.clone();
    copy[at] = to;
    return copy;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /// JSON in which some values are others, or bytes are, or that is far too deep.
  public byte[] json(String good) {
    if (oneIn(40)) {
      String deep = oneIn(2) ? "[" : "{\"a\":";
      return deep.repeat(1 + chance.nextInt(50_000)).getBytes(UTF_8);
    }
    String text = good;
    for (int changes = chance.nextInt(4); changes > 0; changes--) {
      text = value(text);
    }
    byte[] bytes = text.getBytes(UTF_8);
    return oneIn(3) ? bytes(bytes) : bytes;
  }

  /// Another value behind a colon.
  private String value(String from) {
    int colon = from.indexOf(':', chance.nextInt(Math.max(1, from.length())));
    if (colon < 0) {
      return from;
    }
    int end = colon + 1;
    boolean quoted = false;
    while (end < from.length() && (quoted || ",}]".indexOf(from.charAt(end)) < 0)) {
      quoted ^= from.charAt(end) == '"';
      end++;
    }
    return from.substring(0, colon + 1) + one(VALUES) + from.substring(end);
  }

  /// All of it, or a part after which the link is cut.
  public InputStream stream(byte[] whole) {
    if (!oneIn(4)) {
      return new ByteArrayInputStream(whole);
    }
    int cut = chance.nextInt(whole.length + 1);
    return new SequenceInputStream(new ByteArrayInputStream(whole, 0, cut), new CutStream());
  }

  /// Of nothing that is anywhere.
  public Digest digest() {
    byte[] nothing = new byte[16];
    chance.nextBytes(nothing);
    return Digest.of(nothing);
  }
}
