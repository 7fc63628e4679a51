package dev.skerry.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store;
import dev.skerry.store.StoreContract;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.Tenure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends StoreContract {
  private static final RowKey KEY = new RowKey("part", "a");
  private MemoryDisk disk = new MemoryDisk("first", Faults.NONE);

  @Override
  protected Store open() {
    return disk.open();
  }

  @Override
  protected Tenure tenure(Store store) {
    return (MemoryStore) store;
  }

  @Override
  protected Store powerCut(Store store) {
    disk.crash();
    return disk.open();
  }

  private static List<Change> one(long revision) {
    return List.of(put(revision, KEY, "v" + revision));
  }

  /// Fails each step once in the order given, then works.
  private static Faults script(Faults.Write write, Faults.Sync sync, Faults.Remains remains) {
    return new Faults() {
      @Override
      public Write onWrite() {
        return write;
      }

      @Override
      public Sync onSync() {
        return sync;
      }

      @Override
      public Remains onCrash(int unsynced) {
        return remains;
      }
    };
  }

  private static MemoryDisk failing(Faults.Write write, Faults.Sync sync, int whole, boolean torn) {
    return new MemoryDisk("d", script(write, sync, new Faults.Remains(whole, torn)));
  }

  @Test
  void whatIsWrittenAndNotSyncedIsNeitherReadNorKeptByACrash() throws StoreFailure {
    MemoryDisk disk = new MemoryDisk("d", Faults.NONE);
    MemoryStore store = disk.open();
    Epoch epoch = store.begin();
    assertThat(store.write(epoch, Revision.ZERO, one(1))).isEqualTo(new Store.Outcome.Done());
    assertThat(store.write(epoch, new Revision(1), one(2))).isEqualTo(new Store.Outcome.Done());
    assertThat(store.read(KEY)).isEmpty();
    assertThat(store.head()).isEqualTo(Revision.ZERO);
    disk.crash();
    assertThat(disk.open().head()).isEqualTo(Revision.ZERO);
  }

  @Test
  void aTornBatchIsDroppedWholeAndTheOnesBeforeItSurvive() throws StoreFailure {
    MemoryDisk disk = failing(Faults.Write.DONE, Faults.Sync.DONE, 1, true);
    MemoryStore store = disk.open();
    Epoch epoch = store.begin();
    RowKey other = new RowKey("part", "b");
    var first = store.write(epoch, Revision.ZERO, one(1));
    var second =
        store.write(epoch, new Revision(1), List.of(put(2, KEY, "torn"), put(3, other, "torn")));
    assertThat(List.of(first, second)).containsOnly(new Store.Outcome.Done());
    disk.crash();
    MemoryStore recovered = disk.open();
    assertThat(recovered.head()).isEqualTo(new Revision(1));
    assertThat(recovered.read(KEY)).contains(value("v1"));
    assertThat(recovered.read(other)).isEmpty();
  }

  @Test
  void aFailureWithUnknownOutcomeMayHaveBeenDurableOrNot() throws StoreFailure {
    for (Faults.Sync sync : List.of(Faults.Sync.LOST, Faults.Sync.KEPT)) {
      MemoryDisk disk = failing(Faults.Write.DONE, sync, 0, false);
      MemoryStore store = disk.open();
      Epoch epoch = store.begin();
      assertThatThrownBy(() -> store.append(epoch, Revision.ZERO, one(1)))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("unknown");
      assertThatThrownBy(() -> store.append(epoch, Revision.ZERO, one(1)))
          .isInstanceOf(IllegalStateException.class);
      disk.crash();
      assertThat(disk.open().head().value()).isEqualTo(sync == Faults.Sync.KEPT ? 1 : 0);
    }
  }

  @Test
  void aFullDiskRefusesWritesKeepsReadingAndRecovers() throws StoreFailure {
    MemoryDisk disk = new MemoryDisk("d", Faults.NONE);
    MemoryStore store = disk.open();
    Epoch epoch = store.begin();
    assertThat(store.append(epoch, Revision.ZERO, one(1))).isEqualTo(new Store.Outcome.Done());
    disk.fill();
    assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Store.Outcome.Full());
    assertThat(store.read(KEY)).contains(value("v1"));
    disk.makeRoom();
    assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Store.Outcome.Done());
  }

  @Test
  void misuseIsABug() {
    MemoryDisk disk = new MemoryDisk("d", Faults.NONE);
    MemoryStore store = disk.open();
    MemoryStore other = disk.open();
    assertThat(disk.openHandles()).isEqualTo(2);
    store.close();
    assertThatThrownBy(store::close).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(store::head).isInstanceOf(IllegalStateException.class);
    disk.crash();
    assertThatThrownBy(other::head)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("crashed");
    assertThat(disk.openHandles()).isZero();
  }

  @Test
  void yesterdaysCopyComesBackUnderANewNameWithAHeadNobodySaw() throws StoreFailure {
    MemoryDisk disk = new MemoryDisk("first", Faults.NONE);
    MemoryStore store = disk.open();
    Epoch epoch = store.begin();
    assertThat(store.append(epoch, Revision.ZERO, one(1))).isEqualTo(new Store.Outcome.Done());
    MemoryDisk.Backup yesterday = disk.backup();
    assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Store.Outcome.Done());
    assertThatThrownBy(() -> disk.restore(yesterday, "second"))
        .isInstanceOf(IllegalStateException.class);
    store.close();
    assertThatThrownBy(() -> disk.restore(yesterday, "first"))
        .isInstanceOf(IllegalArgumentException.class);
    disk.restore(yesterday, "second");
    MemoryStore restored = disk.open();
    assertThat(restored.incarnation()).isEqualTo("second");
    assertThat(restored.read(KEY)).contains(value("v1"));
    assertThat(restored.head()).isGreaterThan(new Revision(2));
    assertThat(restored.changesSince(new Revision(2), 9))
        .isEqualTo(new Store.Tail.Compacted(restored.head()));
    assertThat(restored.begin()).isGreaterThan(epoch);
  }

  @Test
  void theSameSeedGivesTheSameHistory() {
    assertThat(history(3)).isEqualTo(history(3)).isNotEqualTo(history(4));
  }

  private static List<String> history(long seed) {
    MemoryDisk disk = new MemoryDisk("d", new SeededFaults(new Random(seed), 100, 200));
    List<String> history = new ArrayList<>();
    for (int life = 0; life < 50; life++) {
      MemoryStore store = disk.open();
      try {
        Epoch epoch = store.begin();
        for (int i = 0; i < 5; i++) {
          Revision head = store.head();
          history.add(store.append(epoch, head, one(head.value() + 1)).toString());
        }
      } catch (StoreFailure failure) {
        history.add(failure.getMessage() + " at " + store.head());
      }
      disk.crash();
    }
    return history;
  }
}
