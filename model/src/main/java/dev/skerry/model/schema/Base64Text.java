package dev.skerry.model.schema;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Standard base64 with padding (RFC 4648 section 4), as Go's JSON writes byte slices.
final class Base64Text {
  private Base64Text() {}

  static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
      return text.replace("\n", "").replace("\r", "").length() % 4 == 0;
    } catch (IllegalArgumentException bad) {
      return false;
    }
  }
}
