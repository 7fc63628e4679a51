package dev.skerry.control.event;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes Events an hour after they last happened.
public final class Expiry implements Controller {
  /// As long as a Kubernetes API server keeps events by default.
  static final Duration KEEP = Duration.ofHours(1);

  @Override
  public String name() {
    return "event-expiry";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(Notes.EVENT) && change.after().isPresent()
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(Notes.EVENT)
            ? view.find(key).filter(e -> e.home().equals(view.self()))
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry event = found.get();
    Instant last =
        event
            .json()
            .string("lastTimestamp")
            .or(() -> event.json().string("metadata", "creationTimestamp"))
            .map(Instant::parse)
            .orElse(now);
    Instant end = last.plus(KEEP);
    return end.isAfter(now)
        ? Plan.later(end)
        : Plan.of(new Intent.Delete(key, event.uid(), 0, Intent.Propagation.BACKGROUND));
  }
}
