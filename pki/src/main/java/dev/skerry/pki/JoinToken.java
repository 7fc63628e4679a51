package dev.skerry.pki;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a newcomer shows to join: one line `sk1.<id>.<secret>.<pin>`, or `skn1.…` when it lets in a
/// node. The id finds the record, the secret proves that it was handed out, the pin is the CA the
/// newcomer must meet. The line is a password; only a hash of the secret is kept.
///
/// @param id 10 hexadecimal digits, not secret
/// @param secret 128 random bits in base64url
/// @param pin of the core's CA, or of the site's for a node
public record JoinToken(Kind kind, String id, String secret, CaPin pin) {
  private static final int ID_BYTES = 5;
  private static final int SECRET_BYTES = 16;
  private static final Pattern LINE =
      Pattern.compile("(sk1|skn1)\\.([0-9a-f]{10})\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  /// What may join with it; the first word of the line.
  public enum Kind {
    SITE("sk1"),
    NODE("skn1");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  public static JoinToken create(Kind kind, CaPin pin, SecureRandom chance) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    chance.nextBytes(id);
    chance.nextBytes(secret);
    return new JoinToken(kind, HexFormat.of().formatHex(id), base64(secret), pin);
  }

  /// Reads a line as people paste it, with space around it.
  public static JoinToken parse(String text) throws PkiRefused {
    Matcher parts = LINE.matcher(text.strip());
    if (!parts.matches()) {
      throw new PkiRefused(
          "this is not a join token; one is a single line sk1.<id>.<secret>.<pin>, or skn1.… for a"
              + " node, made by 'skerry token create': copy all of it");
    }
    try {
      byte[] hash = Base64.getUrlDecoder().decode(parts.group(4));
      Kind kind = parts.group(1).equals(Kind.NODE.word) ? Kind.NODE : Kind.SITE;
      return new JoinToken(kind, parts.group(2), parts.group(3), CaPin.ofHash(hash));
    } catch (IllegalArgumentException broken) {
      throw new PkiRefused("the pin at the end of the join token is cut off", broken);
    }
  }

  /// The whole line, to be shown once.
  public String line() {
    return kind.word + "." + id + "." + secret + "." + base64(pin.hash());
  }

  /// What may be kept of the secret: SHA-256, hexadecimal; 128 random bits need no slow hash.
  public String secretHash() {
    byte[] salted = (id + "." + secret).getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(CaPin.sha256(salted));
  }

  /// Without the secret.
  @Override
  public String toString() {
    return kind.word + "." + id + ".…";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
