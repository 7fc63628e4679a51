package dev.skerry.drivers.probe;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// The end of one question's time, by the steady clock.
record Deadline(long endNanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// Milliseconds left, at least 1: sockets take 0 for ever.
  int leftMillis() throws SocketTimeoutException {
    long left = (endNanos - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("timeout");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
