package dev.skerry.api.plane;

import java.util.List;
import java.util.Optional;

/// Whether this control plane works. Does not block; any thread.
public interface Health {
  /// One thing that was looked at.
  ///
  /// @param name as in `/readyz/<name>`
  /// @param live whether only a new start of the process mends its trouble
  /// @param state what a person may want to know while all is well
  /// @param trouble a sentence; empty when all is well
  record Check(String name, boolean live, String state, Optional<String> trouble) {}

  List<Check> checks();
}
