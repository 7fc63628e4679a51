package dev.skerry.store.sqlite;

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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
  private static final RowKey KEY = new RowKey("part", "a");
  @TempDir Path temp = Path.of("");
  private int copies;

  @Override
  protected Store open() throws StoreFailure {
    return open(directory());
  }

  @Override
  protected Tenure tenure(Store store) {
    return (SqliteStore) store;
  }

  /// What a process that is killed leaves: its files as they are, never closed.
  @Override
  protected Store powerCut(Store store) throws StoreFailure {
    Path from = directory();
    copies++;
    Path to = directory();
    try {
      Files.createDirectory(to);
      for (String file : List.of("store.db", "store.db-wal", "store.lock")) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    } catch (IOException failure) {
      throw new StoreFailure("cannot copy", failure);
    }
    store.close();
    return open(to);
  }

  private Path directory() {
    return temp.resolve("store" + copies);
  }

  private Path fresh() {
    return temp.resolve("own");
  }

  private static SqliteStore open(Path directory) throws StoreFailure {
    return SqliteStore.open(directory, () -> "drawn");
  }

  private static void fill(Path directory, int rows) throws StoreFailure {
    try (SqliteStore store = open(directory)) {
      Epoch epoch = store.begin();
      List<Change> changes = new ArrayList<>();
      for (int i = 1; i <= rows; i++) {
        changes.add(put(i, new RowKey("part", "row" + i), "needle" + i + "x".repeat(2000)));
      }
      assertThat(store.append(epoch, Revision.ZERO, changes)).isEqualTo(new Store.Outcome.Done());
    }
  }

  private void assertRefused(Path directory) throws IOException {
    Path database = directory.resolve("store.db");
    byte[] before = Files.exists(database) ? Files.readAllBytes(database) : new byte[0];
    assertThatThrownBy(
            () -> {
              try (SqliteStore store = open(directory)) {
                store.load(row -> {});
              }
            })
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining(database.toString())
        .hasMessageContaining("restore")
        .hasMessageContaining("join again");
    byte[] after = Files.exists(database) ? Files.readAllBytes(database) : new byte[0];
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aSecondOpenIsRefusedWithTheFileAndTheRemedy() throws StoreFailure {
    try (SqliteStore first = open(fresh())) {
      assertThat(first.incarnation()).isEqualTo("drawn");
      assertThatThrownBy(() -> open(fresh()))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining(fresh().resolve("store.lock").toString())
          .hasMessageContaining("stop that process");
    }
    open(fresh()).close();
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws StoreFailure, IOException {
    try (SqliteStore store = open(fresh())) {
      Epoch epoch = store.begin();
      assertThat(store.append(epoch, Revision.ZERO, List.of(put(1, KEY, "secret"))))
          .isEqualTo(new Store.Outcome.Done());
      assertThat(mode(fresh())).isEqualTo("rwx------");
      try (var files = Files.list(fresh())) {
        assertThat(files.toList()).hasSizeGreaterThan(3).allMatch(f -> mode(f).equals("rw-------"));
      }
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  @Test
  void aFlippedBitInAValueIsFoundWhenTheRowIsRead() throws StoreFailure, IOException {
    fill(fresh(), 3000);
    flip(fresh(), "needle7x");
    assertRefused(fresh());
    try (SqliteStore store = open(fresh())) {
      assertThatThrownBy(() -> store.load(row -> {}))
          .hasMessageContaining("checksum")
          .hasMessageContaining("row7");
      assertThat(store.read(new RowKey("part", "row8"))).isPresent();
    }
  }

  @Test
  void aFlippedBitAmongTheNewestEntriesIsFoundAtOpen() throws StoreFailure, IOException {
    fill(fresh(), 3000);
    flip(fresh(), "needle2999x");
    assertThatThrownBy(() -> open(fresh())).hasMessageContaining("row2999");
  }

  private static void flip(Path directory, String text) throws IOException {
    Path database = directory.resolve("store.db");
    byte[] bytes = Files.readAllBytes(database);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    bytes[at] ^= 1;
    Files.write(database, bytes);
  }

  @Test
  void damagedPagesAreFoundAtOpen() throws StoreFailure, IOException {
    fill(fresh(), 300);
    Path database = fresh().resolve("store.db");
    byte[] bytes = Files.readAllBytes(database);
    for (int i = 3 * 4096; i < 40 * 4096; i++) {
      bytes[i] = 0x55;
    }
    Files.write(database, bytes);
    assertRefused(fresh());
  }

  @Test
  void aTruncatedFileIsRefused() throws StoreFailure, IOException {
    fill(fresh(), 300);
    Path database = fresh().resolve("store.db");
    byte[] bytes = Files.readAllBytes(database);
    for (int length : List.of(bytes.length - 1, bytes.length / 2, 4096, 50, 0)) {
      byte[] cut = new byte[length];
      System.arraycopy(bytes, 0, cut, 0, length);
      Files.write(database, cut);
      assertRefused(fresh());
    }
  }

  @Test
  void aFileOfSomethingElseIsRefusedAndNotTouched() throws IOException, SQLException {
    Files.createDirectory(fresh());
    Path database = fresh().resolve("store.db");
    Files.writeString(database, "these are my holiday notes\n".repeat(20));
    assertRefused(fresh());
    Files.delete(database);
    try (var other = Database.writer(database)) {
      Database.execute(other, "CREATE TABLE photos (name TEXT)");
    }
    assertRefused(fresh());
  }

  @Test
  void aFileOfANewerFormatNamesTheRemedy() throws StoreFailure, SQLException {
    fill(fresh(), 1);
    try (var connection = Database.writer(fresh().resolve("store.db"))) {
      Database.execute(connection, "PRAGMA user_version = 2");
    }
    assertThatThrownBy(() -> open(fresh()))
        .hasMessageContaining("format 2")
        .hasMessageContaining("version of skerry");
  }

  @Test
  void aDatabaseThatWentMissingIsNotTakenForAFirstStart() throws StoreFailure, IOException {
    fill(fresh(), 3);
    Files.delete(fresh().resolve("store.db"));
    assertRefused(fresh());
    assertThatThrownBy(() -> open(fresh())).hasMessageContaining("is gone");
    assertThat(fresh().resolve("store.db")).doesNotExist();
  }

  @Test
  void aCreationThatWasCutShortStartsOver() throws StoreFailure, IOException {
    Files.createDirectory(fresh());
    Files.writeString(fresh().resolve("store.db.new"), "half");
    open(fresh()).close();
    assertThat(fresh().resolve("store.db.new")).doesNotExist();
  }

  @Test
  void aBackupComesBackUnderANewNameWithAHeadNobodySaw() throws StoreFailure {
    Path copy = temp.resolve("copy.db");
    try (SqliteStore store = open(fresh())) {
      Epoch epoch = store.begin();
      List<Change> first = List.of(put(1, KEY, "v1"), put(2, KEY, "v2"));
      assertThat(store.append(epoch, Revision.ZERO, first)).isEqualTo(new Store.Outcome.Done());
      store.backup(copy);
      assertThat(store.append(epoch, new Revision(2), List.of(put(3, KEY, "v3"))))
          .isEqualTo(new Store.Outcome.Done());
    }
    assertThat(mode(copy)).isEqualTo("rw-------");
    assertThatThrownBy(() -> SqliteStore.restore(copy, fresh(), "second"))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("move");
    Path other = temp.resolve("other");
    assertThatThrownBy(() -> SqliteStore.restore(copy, other, "drawn"))
        .isInstanceOf(IllegalArgumentException.class);
    SqliteStore.restore(copy, other, "second");
    try (SqliteStore restored = open(other)) {
      assertThat(restored.incarnation()).isEqualTo("second");
      assertThat(restored.read(KEY)).contains(value("v2"));
      assertThat(restored.head()).isGreaterThan(new Revision(3));
      assertThat(restored.changesSince(new Revision(3), 9))
          .isEqualTo(new Store.Tail.Compacted(restored.head()));
      Epoch epoch = restored.begin();
      Revision next = restored.head().next();
      assertThat(restored.append(epoch, restored.head(), List.of(put(next.value(), KEY, "again"))))
          .isEqualTo(new Store.Outcome.Done());
      assertThat(restored.read(KEY)).contains(value("again"));
    }
  }

  @Test
  void theWriteAheadLogHasItsFullLengthBeforeTheFirstCommit() throws StoreFailure, IOException {
    SqliteStore store = open(fresh());
    try (store) {
      assertThat(Files.size(fresh().resolve("store.db-wal"))).isGreaterThan(4_000_000);
      assertThat(rowsOf(store)).isEmpty();
    }
    assertThat(Files.size(fresh().resolve("store.db"))).isLessThan(100_000);
  }

  private static List<Change.Put> rowsOf(Store store) throws StoreFailure {
    List<Change.Put> rows = new ArrayList<>();
    store.load(rows::add);
    return rows;
  }

  @Test
  void aCompactedLogHoldsNothingButLiveRows() throws StoreFailure, SQLException {
    try (SqliteStore store = open(fresh())) {
      Epoch epoch = store.begin();
      for (int i = 0; i < 30; i++) {
        RowKey key = new RowKey("part", "k" + i % 3);
        assertThat(store.append(epoch, new Revision(i), List.of(put(i + 1, key, "v" + i))))
            .isEqualTo(new Store.Outcome.Done());
        if (i % 7 == 6) {
          assertThat(store.compact(store.head(), 100)).isFalse();
        }
      }
      assertThat(store.compact(store.head(), 100)).isFalse();
    }
    try (var connection = Database.reader(fresh().resolve("store.db"))) {
      assertThat(Database.number(connection, "SELECT count(*) FROM log")).isEqualTo(3);
    }
  }

  @Test
  void readersBesideTheWriterAndCompactionSeeNoGap() throws Exception {
    int last = 400;
    List<String> gaps = new ArrayList<>();
    try (SqliteStore store = open(fresh())) {
      Epoch epoch = store.begin();
      Thread reader = Thread.ofVirtual().start(() -> gaps.addAll(follow(store, last)));
      for (int i = 0; i < last; i += 2) {
        List<Change> pair = List.of(put(i + 1, KEY, "a"), put(i + 2, KEY, "b"));
        assertThat(store.append(epoch, new Revision(i), pair)).isEqualTo(new Store.Outcome.Done());
        if (i % 40 == 38) {
          assertThat(store.compact(new Revision(i), 3)).isIn(true, false);
        }
      }
      reader.join();
    }
    assertThat(gaps).isEmpty();
  }

  /// Follows the log to `last` and says where it did not go on where it ended.
  private static List<String> follow(SqliteStore store, int last) {
    List<String> gaps = new ArrayList<>();
    long at = 0;
    while (at < last) {
      try {
        switch (store.changesSince(new Revision(at), 7)) {
          case Store.Tail.Compacted compacted -> at = compacted.upTo().value();
          case Store.Tail.Changes tail -> {
            for (Change change : tail.changes()) {
              if (change.revision().value() != at + 1) {
                gaps.add(at + " is followed by " + change.revision());
              }
              at = change.revision().value();
            }
          }
        }
      } catch (StoreFailure failure) {
        gaps.add(failure.toString());
        return gaps;
      }
    }
    return gaps;
  }
}
