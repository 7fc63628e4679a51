package dev.skerry.control.deployment;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;

/// The `pod-template-hash` of a template: FNV-1a over its canonical text, in letters and digits
/// that spell no words. The same at every control plane, so a core and its sites name their
/// ReplicaSets alike.
final class TemplateHash {
  static final String LABEL = "pod-template-hash";

  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int FNV_PRIME = 16_777_619;
  private static final int FNV_BASIS = 0x811c9dc5;

  private TemplateHash() {}

  static String of(Obj template, long collisions) {
    String text = JsonText.write(plain(template)) + (collisions == 0 ? "" : "#" + collisions);
    int hash = FNV_BASIS;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    var word = new StringBuilder();
    for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
      word.append(ALPHABET.charAt(digit % ALPHABET.length()));
    }
    return word.toString();
  }

  static boolean same(Obj one, Obj other) {
    return plain(one).equals(plain(other));
  }

  /// Without the hash label and without what says nothing.
  private static Obj plain(Obj template) {
    Obj plain = template.withoutAt("metadata", "labels", LABEL);
    if (plain.at("metadata", "creationTimestamp").orElse(Obj.EMPTY) instanceof Json.Null) {
      plain = plain.withoutAt("metadata", "creationTimestamp");
    }
    if (plain.obj("metadata", "labels").isEmpty()) {
      plain = plain.withoutAt("metadata", "labels");
    }
    return plain.obj("metadata").isEmpty() ? plain.without("metadata") : plain;
  }
}
