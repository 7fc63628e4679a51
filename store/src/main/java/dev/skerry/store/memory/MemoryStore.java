package dev.skerry.store.memory;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Batch;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.Tenure;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One process's handle on a [MemoryDisk]. [#append] is [#write] and [#sync]; a simulator that lets
/// time pass between the two calls them itself and acknowledges after `sync`. Reads see only what
/// is synced. Use after close, after a crash, or to append after a failure is a bug and throws.
public final class MemoryStore implements Store, Tenure {
  private final MemoryDisk disk;
  private final int generation;
  private boolean closed;
  private boolean failed;

  MemoryStore(MemoryDisk disk, int generation) {
    this.disk = disk;
    this.generation = generation;
  }

  @Override
  public Epoch begin() throws StoreFailure {
    requireUsable();
    Contents durable = disk.durable();
    durable.epoch = new Epoch(Math.addExact(durable.epoch.value(), 1));
    return durable.epoch;
  }

  @Override
  public String incarnation() {
    requireUsable();
    return disk.durable().incarnation;
  }

  @Override
  public Revision head() {
    requireUsable();
    return disk.durable().head;
  }

  @Override
  public void load(Consumer<Change.Put> rows) {
    requireUsable();
    Contents durable = disk.durable();
    for (RowKey key : List.copyOf(durable.rows.keySet())) {
      durable.row(key).ifPresent(rows);
    }
  }

  @Override
  public Outcome append(Epoch epoch, Revision after, List<Change> changes) throws StoreFailure {
    Outcome outcome = write(epoch, after, changes);
    if (outcome instanceof Outcome.Done) {
      sync();
    }
    return outcome;
  }

  /// Hands a batch to the disk without making it durable. `Done` here means written, not synced.
  public Outcome write(Epoch epoch, Revision after, List<Change> changes) throws StoreFailure {
    requireUsable();
    requireNoFailure();
    Epoch newest = disk.durable().epoch;
    if (epoch.compareTo(newest) < 0) {
      return new Outcome.Fenced(newest);
    }
    Batch.require(epoch, newest, after, disk.writtenHead(), changes);
    if (changes.isEmpty()) {
      return new Outcome.Done();
    }
    if (disk.full()) {
      return new Outcome.Full();
    }
    return switch (disk.faults().onWrite()) {
      case DONE -> {
        disk.write(changes);
        yield new Outcome.Done();
      }
      case FULL -> new Outcome.Full();
      case LOST -> throw failure("write");
      case UNKNOWN -> {
        disk.write(changes);
        throw failure("write");
      }
    };
  }

  /// Makes everything written durable; only then may it be acknowledged.
  public void sync() throws StoreFailure {
    requireUsable();
    requireNoFailure();
    switch (disk.faults().onSync()) {
      case DONE -> disk.sync();
      case LOST -> throw failure("sync");
      case KEPT -> {
        disk.sync();
        throw failure("sync");
      }
    }
  }

  @Override
  public Tail changesSince(Revision after, int limit) {
    requireUsable();
    Contents durable = disk.durable();
    if (durable.compacted.isAfter(after)) {
      return new Tail.Compacted(durable.compacted);
    }
    return new Tail.Changes(
        durable.log.tailMap(after, false).values().stream().limit(limit).toList());
  }

  @Override
  public Optional<JsonBytes> read(RowKey key) {
    requireUsable();
    return disk.durable().row(key).map(Change.Put::value);
  }

  @Override
  public boolean compact(Revision upTo, int limit) {
    requireUsable();
    Contents durable = disk.durable();
    Revision end = upTo.isAfter(durable.head) ? durable.head : upTo;
    return end.isAfter(durable.compacted) && durable.forget(end, limit);
  }

  @Override
  public void close() {
    requireUsable();
    closed = true;
    disk.closed();
  }

  private StoreFailure failure(String step) {
    failed = true;
    return new StoreFailure(
        "the disk failed in a " + step + "; whether the batch is durable is unknown");
  }

  private void requireNoFailure() {
    if (failed) {
      throw new IllegalStateException("a store that failed is written to without a restart");
    }
  }

  private void requireUsable() {
    if (closed) {
      throw new IllegalStateException("a store is used after it was closed");
    }
    if (!disk.alive(generation)) {
      throw new IllegalStateException("a store is used after its process crashed");
    }
  }
}
