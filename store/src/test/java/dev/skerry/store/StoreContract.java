package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every adapter of [Store] and [Tenure] promises.
public abstract class StoreContract {
  private static final RowKey A = new RowKey("part", "a");
  private static final RowKey B = new RowKey("part", "b");
  private static final RowKey C = new RowKey("meta", "c");
  private Store store = notOpen();
  private Epoch epoch = new Epoch(0);

  protected abstract Store open() throws StoreFailure;

  protected abstract Tenure tenure(Store store);

  /// Leaves the store as a restart after a power cut finds it, and opens it again.
  protected abstract Store powerCut(Store store) throws StoreFailure;

  private static Store notOpen() {
    return new dev.skerry.store.memory.MemoryDisk("none", dev.skerry.store.memory.Faults.NONE)
        .open();
  }

  public static JsonBytes value(String text) {
    return JsonBytes.of(Json.object().put("v", text).build());
  }

  public static Change.Put put(long revision, RowKey key, String text) {
    return new Change.Put(new Revision(revision), key, value(text));
  }

  static Change.Remove remove(long revision, RowKey key) {
    return new Change.Remove(new Revision(revision), key);
  }

  static List<Change.Put> rows(Store store) throws StoreFailure {
    List<Change.Put> rows = new ArrayList<>();
    store.load(rows::add);
    return rows;
  }

  private void append(long after, Change... changes) throws StoreFailure {
    assertThat(store.append(epoch, new Revision(after), List.of(changes)))
        .isEqualTo(new Store.Outcome.Done());
  }

  private List<Long> since(long after, int limit) throws StoreFailure {
    return switch (store.changesSince(new Revision(after), limit)) {
      case Store.Tail.Changes tail ->
          tail.changes().stream().map(change -> change.revision().value()).toList();
      case Store.Tail.Compacted compacted -> List.of(-compacted.upTo().value());
    };
  }

  @BeforeEach
  void begin() throws StoreFailure {
    store = open();
    epoch = tenure(store).begin();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aNewStoreIsEmptyAndHasAName() throws StoreFailure {
    assertThat(store.head()).isEqualTo(Revision.ZERO);
    assertThat(store.incarnation()).isNotEmpty();
    assertThat(rows(store)).isEmpty();
    assertThat(since(0, 10)).isEmpty();
  }

  @Test
  void aBatchIsReadBackRowByRowAndChangeByChange() throws StoreFailure {
    append(0, put(1, B, "b1"), put(2, A, "a1"));
    append(2, put(5, A, "a2"), remove(6, B), put(7, C, "ü\n"));
    assertThat(store.head()).isEqualTo(new Revision(7));
    assertThat(rows(store)).containsExactly(put(7, C, "ü\n"), put(5, A, "a2"));
    assertThat(store.read(A)).contains(value("a2"));
    assertThat(store.read(B)).isEmpty();
    assertThat(store.changesSince(new Revision(2), 2))
        .isEqualTo(new Store.Tail.Changes(List.of(put(5, A, "a2"), remove(6, B))));
    assertThat(since(0, 100)).containsExactly(1L, 2L, 5L, 6L, 7L);
    assertThat(since(7, 100)).isEmpty();
    assertThat(since(99, 100)).isEmpty();
  }

  @Test
  void oneBatchMayTouchARowTwiceAndRemoveWhatIsNotThere() throws StoreFailure {
    append(0, put(1, A, "one"), put(2, A, "two"), remove(3, A), put(4, A, "three"), remove(5, B));
    assertThat(rows(store)).containsExactly(put(4, A, "three"));
    assertThat(since(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void whatWasAcknowledgedIsThereAfterAPowerCut() throws StoreFailure {
    append(0, put(1, A, "a1"), put(2, B, "b1"));
    append(2, remove(3, A));
    String incarnation = store.incarnation();
    store = powerCut(store);
    assertThat(store.incarnation()).isEqualTo(incarnation);
    assertThat(store.head()).isEqualTo(new Revision(3));
    assertThat(rows(store)).containsExactly(put(2, B, "b1"));
    assertThat(since(0, 9)).containsExactly(1L, 2L, 3L);
    assertThat(tenure(store).begin()).isGreaterThan(epoch);
  }

  @Test
  void aWriterOfAnEarlierTenureIsFencedAndWritesNothing() throws StoreFailure {
    append(0, put(1, A, "a1"));
    Epoch newer = tenure(store).begin();
    assertThat(newer).isGreaterThan(epoch);
    assertThat(store.append(epoch, new Revision(1), List.of(put(2, A, "late"))))
        .isEqualTo(new Store.Outcome.Fenced(newer));
    assertThat(store.read(A)).contains(value("a1"));
    epoch = newer;
    append(1, put(2, A, "a2"));
  }

  @Test
  void aBatchWithoutChangesTellsWhetherItsTenureLasts() throws StoreFailure {
    append(0, put(1, A, "a1"));
    assertThat(store.append(epoch, new Revision(1), List.of())).isEqualTo(new Store.Outcome.Done());
    assertThat(store.head()).isEqualTo(new Revision(1));
    Epoch newer = tenure(store).begin();
    assertThat(store.append(epoch, new Revision(1), List.of()))
        .isEqualTo(new Store.Outcome.Fenced(newer));
  }

  @Test
  void aBatchThatCannotFollowTheLogIsRefusedBeforeAnythingIsWritten() throws StoreFailure {
    append(0, put(1, A, "a1"));
    List<Change> bad = List.of(put(3, B, "x"), put(3, C, "y"));
    assertThatThrownBy(() -> store.append(epoch, new Revision(1), bad))
        .isInstanceOf(StoreFailure.class);
    assertThatThrownBy(() -> store.append(epoch, new Revision(0), List.of(put(2, B, "x"))))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("revision 0")
        .hasMessageContaining("head 1");
    assertThatThrownBy(() -> store.append(new Epoch(99), new Revision(1), List.of(put(2, B, "x"))))
        .isInstanceOf(StoreFailure.class);
    assertThat(rows(store)).containsExactly(put(1, A, "a1"));
    append(1, put(2, B, "b1"));
  }

  @Test
  void compactionForgetsTheLogInStepsAndKeepsLiveRowsAndTheHead() throws StoreFailure {
    append(0, put(1, A, "a1"), put(2, B, "b1"), put(3, A, "a2"), remove(4, B), put(5, C, "c1"));
    assertThat(store.compact(new Revision(4), 3)).isTrue();
    assertThat(since(2, 9)).containsExactly(-3L);
    assertThat(since(3, 9)).containsExactly(4L, 5L);
    assertThat(store.compact(new Revision(4), 3)).isFalse();
    assertThat(since(4, 9)).containsExactly(5L);
    assertThat(rows(store)).containsExactly(put(5, C, "c1"), put(3, A, "a2"));
    assertThat(store.compact(new Revision(1000), 3)).isFalse();
    assertThat(store.head()).isEqualTo(new Revision(5));
    assertThat(since(5, 9)).isEmpty();
    append(5, put(6, A, "a3"));
    assertThat(since(0, 9)).containsExactly(-5L);
    assertThat(since(5, 9)).containsExactly(6L);
    store = powerCut(store);
    assertThat(since(0, 9)).containsExactly(-5L);
    assertThat(rows(store)).containsExactly(put(5, C, "c1"), put(6, A, "a3"));
  }

  @Test
  void aLongRandomHistoryReadsLikeItsModel() throws StoreFailure {
    Random chance = new Random(7);
    TreeMap<RowKey, Change.Put> model = new TreeMap<>();
    long head = 0;
    for (int round = 0; round < 120; round++) {
      List<Change> batch = new ArrayList<>();
      long revision = head;
      for (int i = 0; i <= chance.nextInt(6); i++) {
        revision += 1 + chance.nextInt(2);
        RowKey key = new RowKey("part", "k" + chance.nextInt(12));
        if (chance.nextInt(4) == 0) {
          batch.add(remove(revision, key));
          model.remove(key);
        } else {
          Change.Put put = put(revision, key, "x".repeat(chance.nextInt(3000)) + revision);
          batch.add(put);
          model.put(key, put);
        }
      }
      append(head, batch.toArray(new Change[0]));
      head = revision;
      if (round % 10 == 3) {
        boolean more = store.compact(new Revision(chance.nextLong(head + 1)), 7);
        assertThat(more).isIn(true, false);
      }
      if (round % 40 == 39) {
        store = powerCut(store);
        epoch = tenure(store).begin();
      }
      assertThat(rows(store)).containsExactlyElementsOf(model.values());
    }
  }
}
