package dev.skerry.api.watch;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The durable changes of this control plane, kept for a while so that watches may begin in the
/// past. One thread publishes, any may wait.
public final class WatchHub implements AutoCloseable {
  /// Watchers at once. One that waits costs a parked thread and its place in the window, no buffer.
  public static final int MAX_WATCHERS = 10_000;

  private final Semaphore places = new Semaphore(MAX_WATCHERS);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final ConcurrentHashMap<GroupKind, Channel> channels = new ConcurrentHashMap<>();
  private final Revision start;
  private volatile Revision head;
  private volatile boolean closed;

  /// @param start revision of the view that was loaded; nothing before it can be watched
  public WatchHub(Revision start) {
    this.start = start;
    this.head = start;
  }

  /// Takes note and returns. In revision order.
  ///
  /// @param changes up to and with the view's revision
  public void published(View view, List<ObjectChange> changes) {
    for (ObjectChange change : changes) {
      channel(change.key().kind()).add(new Event(change));
    }
    if (view.revision().isAfter(head)) {
      lock.lock();
      try {
        head = view.revision();
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Everything up to here is in the channels.
  public Revision head() {
    return head;
  }

  /// Waits until a view of this revision was published.
  ///
  /// @return false when it was not in time
  public boolean await(Revision revision, Duration patience) throws InterruptedException {
    if (!revision.isAfter(head)) {
      return true;
    }
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (revision.isAfter(head) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return !revision.isAfter(head);
    } finally {
      lock.unlock();
    }
  }

  /// The changes of a kind after a revision, oldest first; waits for one if there are none yet.
  ///
  /// @return empty when changes after it were dropped already; no items when none came in time
  public Optional<List<Event>> after(GroupKind kind, Revision seen, Duration patience)
      throws InterruptedException {
    return channel(kind).after(seen, patience.toNanos());
  }

  /// A watcher comes, and leaves later.
  ///
  /// @return false when there are too many
  public boolean enter() {
    return places.tryAcquire();
  }

  public boolean isFull() {
    return places.availablePermits() == 0;
  }

  public void leave() {
    places.release();
  }

  public int watchers() {
    return MAX_WATCHERS - places.availablePermits();
  }

  /// Ends all waiting for changes. Watches that are served end with it.
  @Override
  public void close() {
    closed = true;
    channels.values().forEach(Channel::wake);
  }

  public boolean isClosed() {
    return closed;
  }

  private Channel channel(GroupKind kind) {
    return channels.computeIfAbsent(kind, _ -> new Channel(start));
  }
}
