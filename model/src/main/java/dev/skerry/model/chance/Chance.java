package dev.skerry.model.chance;

import dev.skerry.model.meta.Uid;

/// Where random bits come from: a process asks its operating system, the simulator its seed. Each
/// name is a stream of its own. Not thread-safe unless said.
@FunctionalInterface
public interface Chance {
  /// The next 64 bits of the stream of this name.
  long next(String name);

  default Uid uid(String name) {
    return Uid.random(next(name), next(name));
  }

  /// `length` letters and digits as Kubernetes appends them to `generateName`: no vowels, nothing
  /// that looks like another.
  default String suffix(String name, int length) {
    String alphabet = "bcdfghjklmnpqrstvwxz2456789";
    var out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt((int) Long.remainderUnsigned(next(name), alphabet.length())));
    }
    return out.toString();
  }
}
