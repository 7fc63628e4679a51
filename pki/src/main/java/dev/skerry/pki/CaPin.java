package dev.skerry.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The SHA-256 of a CA's SubjectPublicKeyInfo (as in RFC 7469), so that it outlives a renewal of
/// the CA's certificate under the same key. Text: `sha256:` and 64 hexadecimal digits.
public record CaPin(String text) {
  private static final String PREFIX = "sha256:";
  private static final Pattern SHAPE = Pattern.compile("sha256:[0-9a-f]{64}");

  public CaPin {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a CA pin: '" + text + "'");
    }
  }

  public static CaPin of(X509Certificate ca) {
    return of(ca.getPublicKey());
  }

  public static CaPin of(PublicKey key) {
    return ofHash(sha256(key.getEncoded()));
  }

  public static CaPin parse(String text) throws PkiRefused {
    if (!SHAPE.matcher(text).matches()) {
      throw new PkiRefused(
          "'" + text + "' is not a CA pin; one looks like sha256: and 64 hexadecimal digits");
    }
    return new CaPin(text);
  }

  static CaPin ofHash(byte[] hash) {
    return new CaPin(PREFIX + HexFormat.of().formatHex(hash));
  }

  byte[] hash() {
    return HexFormat.of().parseHex(text.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return text;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this JDK has no SHA-256", missing);
    }
  }
}
