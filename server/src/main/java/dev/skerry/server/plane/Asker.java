package dev.skerry.server.plane;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A thread that waits for one answer. It sleeps without a time-out of its own, since setting and
/// cancelling a timer for every write costs more than the wait: the loop looks at its clock for all
/// of them once a second.
final class Asker<T> {
  private final Thread thread;
  private final long deadlineNanos;
  private volatile Optional<T> answer = Optional.empty();
  private volatile boolean over;

  /// @param deadlineNanos by `System.nanoTime`
  Asker(Thread thread, long deadlineNanos) {
    this.thread = thread;
    this.deadlineNanos = deadlineNanos;
  }

  /// Only by the thread given at birth; empty when the time is over, or the loop is.
  Optional<T> await() throws InterruptedException {
    while (!over) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return answer;
  }

  void tell(T told) {
    answer = Optional.of(told);
    dismiss();
  }

  void expire(long nowNanos) {
    if (nowNanos - deadlineNanos >= 0) {
      dismiss();
    }
  }

  void dismiss() {
    over = true;
    LockSupport.unpark(thread);
  }
}
