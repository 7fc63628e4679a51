package dev.skerry.api.flow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Seats of one level. Who finds none waits in a line of its user's; a seat that becomes free goes
/// to the first of the next user's line, in turn, so a long line is a burden to its own user only.
/// Any thread.
final class FairQueue {
  private final int ofOneUser;
  private final int waitingOfOneUser;
  private final Duration patience;
  private final Map<String, Line> lines = new TreeMap<>();

  /// Users whose lines are not empty; the first has its turn.
  private final Deque<Line> turns = new ArrayDeque<>();

  private int free;

  /// @param seats in all, 2 at least
  FairQueue(int seats, int waitingOfOneUser, Duration patience) {
    this.free = seats;
    this.ofOneUser = seats / 2;
    this.waitingOfOneUser = waitingOfOneUser;
    this.patience = patience;
  }

  /// One user's.
  private static final class Line {
    private final String user;
    private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
    private int seated;

    Line(String user) {
      this.user = user;
    }
  }

  /// Blocks until there is a seat; empty when the user's line is full, or patience ends.
  Optional<Seat> enter(String user) throws InterruptedException {
    var called = new CountDownLatch(1);
    Line line;
    synchronized (this) {
      line = lines.computeIfAbsent(user, Line::new);
      if (line.waiting.isEmpty() && free > 0 && line.seated < ofOneUser) {
        return Optional.of(sit(line));
      }
      if (line.waiting.size() >= waitingOfOneUser) {
        return Optional.empty();
      }
      if (line.waiting.isEmpty()) {
        turns.add(line);
      }
      line.waiting.add(called);
    }
    try {
      boolean seated = called.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      return seated || !left(line, called) ? Optional.of(seat(line)) : Optional.empty();
    } catch (InterruptedException stopping) {
      if (!left(line, called)) {
        seat(line).close();
      }
      throw stopping;
    }
  }

  /// False when it was called meanwhile.
  private synchronized boolean left(Line line, CountDownLatch called) {
    boolean left = line.waiting.remove(called);
    if (left && line.waiting.isEmpty()) {
      turns.remove(line);
      forget(line);
    }
    return left;
  }

  private Seat sit(Line line) {
    free--;
    line.seated++;
    return seat(line);
  }

  private Seat seat(Line line) {
    var given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        leave(line);
      }
    };
  }

  private synchronized void leave(Line line) {
    free++;
    line.seated--;
    call();
    forget(line);
  }

  /// Gives what is free to whose turn it is.
  private void call() {
    for (int passed = 0; free > 0 && passed < turns.size(); ) {
      Line next = turns.remove();
      if (next.seated >= ofOneUser) {
        turns.add(next);
        passed++;
        continue;
      }
      free--;
      next.seated++;
      next.waiting.remove().countDown();
      passed = 0;
      if (!next.waiting.isEmpty()) {
        turns.add(next);
      }
    }
  }

  private void forget(Line line) {
    if (line.seated == 0 && line.waiting.isEmpty()) {
      lines.remove(line.user, line);
    }
  }

  /// Requests that wait.
  synchronized int waiting() {
    return turns.stream().mapToInt(line -> line.waiting.size()).sum();
  }

  /// Users of whom something is known.
  synchronized int users() {
    return lines.size();
  }
}
