package dev.skerry.api.flow;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// What goes on for long, counted by user. Nobody waits for it. Any thread.
final class Ongoing {
  private final int ofOneUser;
  private final Map<String, Integer> counts = new TreeMap<>();

  Ongoing(int ofOneUser) {
    this.ofOneUser = ofOneUser;
  }

  /// Empty when the user has as many as it may.
  synchronized Optional<Seat> enter(String user) {
    int now = counts.getOrDefault(user, 0);
    if (now >= ofOneUser) {
      return Optional.empty();
    }
    counts.put(user, now + 1);
    var given = new AtomicBoolean();
    return Optional.of(() -> {
      if (given.compareAndSet(false, true)) {
        leave(user);
      }
    });
  }

  private synchronized void leave(String user) {
    counts.computeIfPresent(user, (_, now) -> now == 1 ? null : now - 1);
  }
}
