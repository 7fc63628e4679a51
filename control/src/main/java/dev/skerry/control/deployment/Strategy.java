package dev.skerry.control.deployment;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;

/// How far a rolling update may go from the wanted number, as absolute numbers.
///
/// @param maxSurge pods above it
/// @param maxUnavailable pods below it
record Strategy(boolean recreate, long maxSurge, long maxUnavailable) {
  private static final Json QUARTER = Json.of("25%");

  /// Percentages of surge round up, those of unavailability down; both zero would never move, so
  /// one pod may then be unavailable (Kubernetes' `ResolveFenceposts`).
  static Strategy of(Obj spec, long desired) {
    if (spec.text("strategy", "type").equals("Recreate")) {
      return new Strategy(true, 0, desired);
    }
    Obj rolling = spec.obj("strategy", "rollingUpdate");
    long surge = portion(rolling.find("maxSurge").orElse(QUARTER), desired, true);
    long unavailable = portion(rolling.find("maxUnavailable").orElse(QUARTER), desired, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new Strategy(false, surge, Math.min(unavailable, desired));
  }

  private static long portion(Json value, long of, boolean up) {
    if (value instanceof Json.Int(long number)) {
      return number;
    }
    if (value instanceof Json.Str(String text) && text.endsWith("%")) {
      long hundredths =
          Math.multiplyExact(Long.parseLong(text.substring(0, text.length() - 1)), of);
      return up ? Math.ceilDiv(hundredths, 100L) : Math.floorDiv(hundredths, 100L);
    }
    throw new IllegalArgumentException("not a number of pods: " + value);
  }

  long most(long desired) {
    return desired + maxSurge;
  }
}
