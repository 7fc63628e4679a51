package dev.skerry.server.plane;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The one thread that writes to the store: batches as they come, and between two of them a step of
/// compaction, so that no batch waits for more than one step.
final class Appender {
  /// Log entries looked at in one step, a few milliseconds; see `bench/run large`.
  static final int STEP = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Store store;
  private final Epoch epoch;
  private final Vitals vitals;
  private final ArrayBlockingQueue<Effect.Append> appends = new ArrayBlockingQueue<>(1);
  private volatile Revision forgettable = Revision.ZERO;
  private Revision forgotten = Revision.ZERO;

  /// Hears how an append ended.
  interface Listener {
    void appended(Input.Appended appended) throws InterruptedException;
  }

  Appender(Store store, Epoch epoch, Vitals vitals) {
    this.store = store;
    this.epoch = epoch;
    this.vitals = vitals;
  }

  /// Waits while another is under way, which the loop never lets happen.
  void give(Effect.Append append) throws InterruptedException {
    appends.put(append);
  }

  void give(Effect.Compact compact) {
    forgettable = compact.upTo();
  }

  /// Appends the next batch if one comes soon, and forgets a little.
  void turn(Listener listener) throws StoreFailure, InterruptedException {
    Revision upTo = forgettable;
    boolean behind = upTo.isAfter(forgotten);
    Effect.Append next =
        behind ? appends.poll() : appends.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (next != null) {
      listener.appended(new Input.Appended(next.batch(), appended(next)));
    }
    if (behind && !store.compact(upTo, STEP)) {
      forgotten = upTo;
    }
  }

  /// What writes nothing tells nothing of the disk.
  private Input.Appended.Result appended(Effect.Append next) throws StoreFailure {
    if (next.changes().isEmpty()) {
      return result(next);
    }
    vitals.appending();
    Input.Appended.Result result = result(next);
    vitals.appended(!(result instanceof Input.Appended.Result.Full));
    return result;
  }

  private Input.Appended.Result result(Effect.Append append) throws StoreFailure {
    return switch (store.append(epoch, append.after(), append.changes())) {
      case Store.Outcome.Done _ -> new Input.Appended.Result.Durable();
      case Store.Outcome.Full _ -> new Input.Appended.Result.Full();
      case Store.Outcome.Fenced(Epoch newest) -> new Input.Appended.Result.Fenced(newest);
    };
  }
}
