package dev.skerry.api.watch;

import dev.skerry.model.meta.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest changes of one kind, bounded in number and bytes; the oldest go first. A watcher
/// keeps its own place, and one that falls out of the window starts over.
final class Channel {
  /// Changes kept of one kind: some minutes of a busy site.
  private static final int MAX_EVENTS = 8_192;

  /// Bytes of texts kept of one kind.
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  /// Changes taken at once, so that the lock is short and one slow client holds little.
  private static final int MAX_TAKEN = 512;

  /// Bytes of texts taken at once, but for a single change: a client that reads nothing keeps these
  /// alive after they left the window.
  private static final long MAX_TAKEN_BYTES = 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private long bytes;
  private Revision floor;
  private boolean awake;

  /// @param floor changes up to here are unknown
  Channel(Revision floor) {
    this.floor = floor;
  }

  void add(Event event) {
    lock.lock();
    try {
      events.addLast(event);
      bytes += event.size();
      while (events.size() > MAX_EVENTS || bytes > MAX_BYTES) {
        Event oldest = events.removeFirst();
        bytes -= oldest.size();
        floor = oldest.change().revision();
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The changes after a revision, oldest first; waits for one if there are none yet.
  ///
  /// @return empty when changes after it were dropped already; no items when none came in time
  Optional<List<Event>> after(Revision seen, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (true) {
        if (floor.isAfter(seen)) {
          return Optional.empty();
        }
        List<Event> fresh = fresh(seen);
        if (!fresh.isEmpty() || left <= 0 || awake) {
          return Optional.of(fresh);
        }
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets everybody who waits go on with nothing.
  void wake() {
    lock.lock();
    try {
      awake = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Looks from the newest back, since watchers are mostly near the end. All changes of one
  /// revision are taken together.
  private List<Event> fresh(Revision seen) {
    var found = new ArrayList<Event>();
    var newestFirst = events.descendingIterator();
    while (newestFirst.hasNext()) {
      Event event = newestFirst.next();
      if (!event.change().revision().isAfter(seen)) {
        break;
      }
      found.add(event);
    }
    List<Event> oldestFirst = found.reversed();
    int end = affordable(oldestFirst);
    if (end == oldestFirst.size()) {
      return List.copyOf(oldestFirst);
    }
    Revision last = oldestFirst.get(end - 1).change().revision();
    while (end < oldestFirst.size() && oldestFirst.get(end).change().revision().equals(last)) {
      end++;
    }
    return List.copyOf(oldestFirst.subList(0, end));
  }

  /// How many of these may be taken at once; one at least.
  private static int affordable(List<Event> oldestFirst) {
    long taken = 0;
    int end = 0;
    while (end < oldestFirst.size() && end < MAX_TAKEN) {
      taken += oldestFirst.get(end).size();
      if (end > 0 && taken > MAX_TAKEN_BYTES) {
        break;
      }
      end++;
    }
    return end;
  }
}
