package dev.skerry.model.table;

import dev.skerry.model.unit.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// How long ago something was, as a cell.
final class Ages {
  static final String UNKNOWN = "<unknown>";
  private static final String INVALID = "<invalid>";

  private Ages() {}

  /// @param time RFC 3339; an empty text is an unknown age, a broken one an invalid one
  static String since(String time, Instant now) {
    if (time.isEmpty()) {
      return UNKNOWN;
    }
    try {
      return DurationText.human(Duration.between(Instant.parse(time), now));
    } catch (DateTimeException broken) {
      return INVALID;
    }
  }
}
