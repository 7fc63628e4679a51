package dev.skerry.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 of some bytes, written `sha256:<64 hex digits>` (OCI image spec, descriptor.md). The
/// only algorithm here: others are refused, not guessed.
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("'" + hex + "' is not 64 lower-case hex digits");
    }
  }

  public static Optional<Digest> find(String text) {
    return text.startsWith(PREFIX) && HEX.matcher(text.substring(PREFIX.length())).matches()
        ? Optional.of(new Digest(text.substring(PREFIX.length())))
        : Optional.empty();
  }

  public static Digest parse(String text) {
    return find(text)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' is not a digest sha256:<64 hex>"));
  }

  public static Digest of(byte[] bytes) {
    return finish(hasher(), bytes);
  }

  /// What a hasher has seen; resets it.
  public static Digest of(MessageDigest hasher) {
    return finish(hasher, new byte[0]);
  }

  public static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException every) {
      throw new IllegalStateException("every Java platform has SHA-256", every);
    }
  }

  private static Digest finish(MessageDigest hasher, byte[] last) {
    return new Digest(HexFormat.of().formatHex(hasher.digest(last)));
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
