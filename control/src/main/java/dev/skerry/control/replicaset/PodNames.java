package dev.skerry.control.replicaset;

import dev.skerry.model.meta.Uid;
import java.nio.charset.StandardCharsets;

/// Names of pods: `<set>-<5 letters or digits>`, from the set's uid and a count that only grows, so
/// that asking twice gives one name and a name is not used again.
final class PodNames {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int LETTERS = 5;

  /// Room for the set's name before the letters, as Kubernetes has it for generated names.
  private static final int MAX_BASE = 58;

  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;

  private PodNames() {}

  static String prefix(String set) {
    String base = set + "-";
    return base.length() <= MAX_BASE ? base : base.substring(0, MAX_BASE);
  }

  /// @param count which pod of this set, from 0
  static String name(String set, Uid uid, long count) {
    long hash = FNV_BASIS;
    for (byte b : (uid + "/" + count).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash ^= hash >>> 32;
    var name = new StringBuilder(prefix(set));
    for (int i = 0; i < LETTERS; i++) {
      name.append(ALPHABET.charAt((int) Long.remainderUnsigned(hash, ALPHABET.length())));
      hash = Long.divideUnsigned(hash, ALPHABET.length());
    }
    return name.toString();
  }
}
