package dev.skerry.link;

import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import java.util.ArrayDeque;
import java.util.Optional;

/// The frames that wait to be written, control before bulk. Any thread.
final class Outbox {
  /// Far more than a session has to say in a round trip; a peer that takes nothing fills it.
  static final int MAX_CONTROL = 256;

  /// A window of records, an offer, and a want for each.
  static final int MAX_BULK = 4 * Bounds.WINDOW;

  private final ArrayDeque<Frame> control = new ArrayDeque<>();
  private final ArrayDeque<Frame> bulk = new ArrayDeque<>();
  private boolean closed;

  /// Answers whether there was room.
  synchronized boolean offer(Frame frame, Lane lane) {
    ArrayDeque<Frame> queue = lane == Lane.CONTROL ? control : bulk;
    int limit = lane == Lane.CONTROL ? MAX_CONTROL : MAX_BULK;
    if (closed || queue.size() >= limit) {
      return false;
    }
    queue.add(frame);
    notifyAll();
    return true;
  }

  /// Waits for the next frame; empty when the box was closed and is drained.
  synchronized Optional<Frame> take() throws InterruptedException {
    while (control.isEmpty() && bulk.isEmpty()) {
      if (closed) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.of(control.isEmpty() ? bulk.remove() : control.remove());
  }

  /// The next control frame, if one waits.
  synchronized Optional<Frame> takeUrgent() {
    return Optional.ofNullable(control.poll());
  }

  /// Takes no more; what waits is still written.
  synchronized void close() {
    closed = true;
    bulk.clear();
    notifyAll();
  }
}
