package dev.skerry.api.resource;

import dev.skerry.control.state.View;
import dev.skerry.model.meta.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Views that paged lists go on from, for a while. Views share almost all they hold, so one costs
/// what changed since.
final class HeldViews {
  private static final int MAX_VIEWS = 128;
  private static final Duration KEPT = Duration.ofMinutes(5);

  private record Held(View view, Instant until) {}

  private final Map<Revision, Held> views = new LinkedHashMap<>();

  synchronized void hold(View view, Instant now) {
    views.remove(view.revision());
    views.put(view.revision(), new Held(view, now.plus(KEPT)));
    Iterator<Held> oldest = views.values().iterator();
    while (oldest.hasNext()) {
      Held held = oldest.next();
      if (views.size() <= MAX_VIEWS && now.isBefore(held.until())) {
        break;
      }
      oldest.remove();
    }
  }

  synchronized Optional<View> at(Revision revision) {
    return Optional.ofNullable(views.get(revision)).map(Held::view);
  }
}
