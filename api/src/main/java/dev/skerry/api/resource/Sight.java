package dev.skerry.api.resource;

import dev.skerry.control.state.Entry;
import java.util.Optional;

/// What one change is to somebody who sees only a selection of the objects.
enum Sight {
  NOTHING,
  ENTERED,
  CHANGED,
  LEFT,

  /// One object went and another took its name.
  REPLACED;

  static Sight of(Selection selection, Optional<Entry> before, Optional<Entry> after) {
    Optional<Entry> was = before.filter(selection::matches);
    Optional<Entry> is = after.filter(selection::matches);
    if (was.isEmpty()) {
      return is.isEmpty() ? NOTHING : ENTERED;
    }
    if (is.isEmpty()) {
      return LEFT;
    }
    return was.get().uid().equals(is.get().uid()) ? CHANGED : REPLACED;
  }
}
