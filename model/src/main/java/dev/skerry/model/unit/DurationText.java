package dev.skerry.model.unit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people read and write them.
public final class DurationText {
  /// Longer than any age; keeps the arithmetic in range.
  private static final Duration LONGEST = Duration.ofDays(365_000);

  private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]+)(ns|us|µs|ms|s|m|h)");
  private static final Pattern WHOLE =
      Pattern.compile("(?:[0-9]*\\.?[0-9]+(?:ns|us|µs|ms|s|m|h)){1,16}");

  private DurationText() {}

  /// An age in at most two units, as kubectl shows it: `5s`, `5m3s`, `12m`, `3h7m`, `2d5h`, `400d`,
  /// `3y12d`. A clock that is up to two seconds ahead is forgiven, more is `<invalid>`. Source:
  /// `k8s.io/apimachinery/pkg/util/duration`.
  public static String human(Duration age) {
    if (age.compareTo(Duration.ofSeconds(-2)) <= 0) {
      return "<invalid>";
    }
    Duration clamped = age.compareTo(LONGEST) > 0 ? LONGEST : age;
    long seconds = Math.max(0, clamped.toSeconds());
    long minutes = seconds / 60;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return pair(minutes, "m", seconds % 60, "s");
    }
    return minutes < 180 ? minutes + "m" : hours(minutes);
  }

  private static String hours(long minutes) {
    long hours = minutes / 60;
    long days = hours / 24;
    if (hours < 8) {
      return pair(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return pair(days, "d", hours % 24, "h");
    }
    if (days < 730) {
      return days + "d";
    }
    return days < 365 * 8 ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }

  /// Go's notation, such as `1h30m` or `200ms`; empty when it is none, or longer than 1,000 years.
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    var nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
    }
    return nanos.compareTo(BigDecimal.valueOf(LONGEST.toSeconds(), -9)) > 0
        ? Optional.empty()
        : Optional.of(ofNanos(nanos));
  }

  private static Duration ofNanos(BigDecimal nanos) {
    BigDecimal[] split = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    return Duration.ofSeconds(split[0].longValue(), split[1].longValue());
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> throw new IllegalArgumentException("no unit of time is named " + unit);
        });
  }
}
