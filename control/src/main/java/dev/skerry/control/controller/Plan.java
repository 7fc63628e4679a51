package dev.skerry.control.controller;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a controller wants done about one key, in order.
///
/// @param again when to look again though nothing changed; empty for never
public record Plan(List<Intent> intents, Optional<Instant> again) {
  public static final Plan NOTHING = new Plan(List.of(), Optional.empty());

  public Plan {
    intents = List.copyOf(intents);
  }

  public static Plan of(List<Intent> intents) {
    return new Plan(intents, Optional.empty());
  }

  public static Plan of(Intent... intents) {
    return new Plan(List.of(intents), Optional.empty());
  }

  public static Plan later(Instant again) {
    return new Plan(List.of(), Optional.of(again));
  }

  public Plan again(Instant when) {
    return new Plan(intents, Optional.of(again.filter(when::isAfter).orElse(when)));
  }

  public Plan plus(Intent intent) {
    var more = new ArrayList<>(intents);
    more.add(intent);
    return new Plan(more, again);
  }
}
