package dev.skerry.store.memory;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.Restore;
import java.util.ArrayList;
import java.util.List;

/// The disk under [MemoryStore]s. It outlives them: a crash ends every open handle and decides what
/// becomes of the batches that were written and not synced. One thread.
public final class MemoryDisk {
  /// A batch as it lies on the disk; a torn one holds fewer changes than it says.
  private record Batch(int size, List<Change> changes) {
    boolean whole() {
      return size == changes.size();
    }
  }

  /// A copy of everything durable at one moment.
  public static final class Backup {
    private final Contents contents;

    private Backup(Contents contents) {
      this.contents = contents;
    }
  }

  private final Faults faults;
  private final List<Batch> unsynced = new ArrayList<>();
  private Contents durable;
  private boolean full;
  private int generation;
  private int open;

  /// @param incarnation drawn by the caller, unlike any other
  public MemoryDisk(String incarnation, Faults faults) {
    this.durable = new Contents(incarnation);
    this.faults = faults;
  }

  /// A process opens the store. What an earlier process of this machine's uptime wrote and did not
  /// sync is still in the kernel's hands, so recovery finds it.
  public MemoryStore open() {
    open++;
    sync();
    return new MemoryStore(this, generation);
  }

  /// Handles opened and neither closed nor crashed.
  public int openHandles() {
    return open;
  }

  /// Refuses all writes until [#makeRoom].
  public void fill() {
    full = true;
  }

  public void makeRoom() {
    full = false;
  }

  /// The machine stops: handles die, and of the unsynced batches the faults say what is left. A
  /// torn batch is found and dropped here, as a recovery does.
  public void crash() {
    generation++;
    open = 0;
    Faults.Remains remains = faults.onCrash(unsynced.size());
    List<Batch> left = new ArrayList<>(unsynced.subList(0, remains.whole()));
    if (remains.torn() && remains.whole() < unsynced.size()) {
      List<Change> all = unsynced.get(remains.whole()).changes();
      left.add(new Batch(all.size(), all.subList(0, all.size() / 2)));
    }
    unsynced.clear();
    for (Batch batch : left) {
      if (batch.whole()) {
        durable.apply(batch.changes());
      }
    }
  }

  public Backup backup() {
    return new Backup(durable.copy());
  }

  /// Puts yesterday's copy in place of what is here, as [Restore] says. No handle may be open.
  ///
  /// @param incarnation drawn anew by the caller
  public void restore(Backup backup, String incarnation) {
    if (open > 0) {
      throw new IllegalStateException(open + " handles are open while the disk is restored");
    }
    Restore.requireNew(backup.contents.incarnation, incarnation);
    Epoch newest = durable.epoch;
    durable = backup.contents.copy();
    durable.incarnation = incarnation;
    durable.epoch = newest.compareTo(durable.epoch) > 0 ? newest : durable.epoch;
    durable.forget(durable.head, Integer.MAX_VALUE);
    durable.head = Restore.head(durable.head);
    durable.compacted = durable.head;
    unsynced.clear();
  }

  /// Puts an exact copy of a disk in place of this one, incarnation and all: what nobody should do.
  public void image(Backup backup) {
    replace(backup.contents.copy());
  }

  /// Puts an empty disk in place of this one.
  ///
  /// @param incarnation drawn anew by the caller
  public void empty(String incarnation) {
    replace(new Contents(incarnation));
  }

  private void replace(Contents contents) {
    if (open > 0) {
      throw new IllegalStateException(open + " handles are open while the disk is replaced");
    }
    durable = contents;
    unsynced.clear();
  }

  Faults faults() {
    return faults;
  }

  Contents durable() {
    return durable;
  }

  boolean full() {
    return full;
  }

  boolean alive(int openedAt) {
    return openedAt == generation;
  }

  void closed() {
    open--;
  }

  Revision writtenHead() {
    return unsynced.isEmpty() ? durable.head : last(unsynced.getLast().changes());
  }

  void write(List<Change> changes) {
    unsynced.add(new Batch(changes.size(), List.copyOf(changes)));
  }

  void sync() {
    unsynced.forEach(batch -> durable.apply(batch.changes()));
    unsynced.clear();
  }

  private static Revision last(List<Change> changes) {
    return changes.getLast().revision();
  }
}
