package dev.skerry.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What is to happen, in the order in which it happens: by time, then by when it was noted. Virtual
/// time stands still while something happens.
public final class Agenda {
  /// When every world begins.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Item(Duration at, long order, Runnable what) {}

  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparing(Item::at).thenComparingLong(Item::order));
  private Duration now = Duration.ZERO;
  private long noted;
  private long events;

  /// True time since the start.
  public Duration now() {
    return now;
  }

  /// True time as an instant.
  public Instant instant() {
    return START.plus(now);
  }

  public void after(Duration delay, Runnable what) {
    at(now.plus(delay), what);
  }

  /// What lies in the past happens next.
  public void at(Duration when, Runnable what) {
    noted++;
    items.add(new Item(when.compareTo(now) < 0 ? now : when, noted, what));
  }

  /// Lets the next thing happen, if there is one up to `end`; else it is `end` now.
  public boolean next(Duration end) {
    Item item = items.peek();
    if (item == null || item.at().compareTo(end) > 0) {
      now = end;
      return false;
    }
    items.remove();
    now = item.at();
    events++;
    item.what().run();
    return true;
  }

  /// How many things happened.
  public long events() {
    return events;
  }
}
