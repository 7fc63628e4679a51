package dev.skerry.control.policy;

import java.util.List;
import java.util.Optional;

/// What the policies in force say to a write.
///
/// @param warnings for whoever writes
public record Verdict(Optional<Denial> denial, List<String> warnings) {
  static final Verdict NOTHING = new Verdict(Optional.empty(), List.of());

  /// @param reason `Invalid`, `Forbidden`, `Unauthorized` or `RequestEntityTooLarge`
  public record Denial(String reason, String message) {}
}
