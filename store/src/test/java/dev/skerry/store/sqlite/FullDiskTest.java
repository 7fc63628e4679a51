package dev.skerry.store.sqlite;

import static dev.skerry.store.StoreContract.put;
import static dev.skerry.store.StoreContract.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store.Outcome;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FullDiskTest {
  private static final RowKey KEY = new RowKey("part", "a");
  private static final long PLENTY = 1L << 30;
  @TempDir Path temp = Path.of("");

  private static List<Change> one(long revision) {
    return List.of(put(revision, KEY, "v" + revision));
  }

  @Test
  void fullIsToldBeforeAnythingIsWrittenAndEndsByItself() throws StoreFailure, IOException {
    AtomicLong free = new AtomicLong(PLENTY);
    StoreDirectory directory = StoreDirectory.lock(temp.resolve("s"));
    try (SqliteStore store = SqliteStore.open(directory, () -> "x", free::get)) {
      Epoch epoch = store.begin();
      assertThat(store.append(epoch, Revision.ZERO, one(1))).isEqualTo(new Outcome.Done());
      assertThat(directory.reserve()).hasSize(Space.RESERVE_BYTES);
      free.set(Space.MARGIN_BYTES - 1);
      assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Outcome.Full());
      assertThat(store.read(KEY)).contains(value("v1"));
      assertThat(store.head()).isEqualTo(new Revision(1));
      free.set(PLENTY);
      assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Outcome.Done());
    }
  }

  @Test
  void maintenanceUsesTheReserveAndWritesWaitUntilItIsBack() throws StoreFailure, IOException {
    AtomicLong free = new AtomicLong(PLENTY);
    StoreDirectory directory = StoreDirectory.lock(temp.resolve("s"));
    try (SqliteStore store = SqliteStore.open(directory, () -> "x", free::get)) {
      Epoch epoch = store.begin();
      for (int i = 0; i < 50; i++) {
        Change large = put(i + 1, KEY, "x".repeat(100_000));
        assertThat(store.append(epoch, new Revision(i), List.of(large)))
            .isEqualTo(new Outcome.Done());
      }
      free.set(1000);
      assertThat(store.compact(new Revision(50), 1000)).isFalse();
      assertThat(directory.reserve()).doesNotExist();
      assertThat(Files.size(directory.database())).isLessThan(1 << 20);
      free.set(Space.RESERVE_BYTES + 1000);
      assertThat(store.append(epoch, new Revision(50), one(51))).isEqualTo(new Outcome.Full());
      free.set(PLENTY);
      assertThat(store.append(epoch, new Revision(50), one(51))).isEqualTo(new Outcome.Done());
      assertThat(directory.reserve()).hasSize(Space.RESERVE_BYTES);
    }
  }

  @Test
  void aDiskThatFillsUpInsideATransactionIsFullAndNothingIsWritten()
      throws StoreFailure, IOException, SQLException {
    StoreDirectory directory = StoreDirectory.lock(temp.resolve("s"));
    SqliteStore.open(directory, () -> "x", () -> PLENTY).close();
    Path database = directory.database();
    Space space = new Space(directory.reserve(), () -> PLENTY);
    try (Writer writer = new Writer(database, Database.writer(database), space)) {
      Epoch epoch = writer.beginTenure();
      Database.number(writer.connection(), "PRAGMA max_page_count = 20");
      List<Change> small = one(1);
      assertThat(writer.append(epoch, Revision.ZERO, small)).isEqualTo(new Outcome.Done());
      List<Change> large = List.of(put(2, KEY, "lost"), put(3, KEY, "x".repeat(200_000)));
      assertThat(writer.append(epoch, new Revision(1), large)).isEqualTo(new Outcome.Full());
      assertThat(writer.meta().head()).isEqualTo(new Revision(1));
      Database.number(writer.connection(), "PRAGMA max_page_count = 2000");
      assertThat(writer.append(epoch, new Revision(1), large)).isEqualTo(new Outcome.Done());
    }
  }

  @Test
  void aFileSystemThatIsReallyFullRefusesWritesServesReadsAndRecovers() throws Exception {
    Path mount = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=48m", "skerry-test", mount.toString()) == 0,
        "needs root, to mount a small tmpfs");
    try {
      try (SqliteStore store = SqliteStore.open(mount.resolve("s"), () -> "x")) {
        Epoch epoch = store.begin();
        assertThat(store.append(epoch, Revision.ZERO, one(1))).isEqualTo(new Outcome.Done());
        fill(mount.resolve("ballast"));
        assertThat(store.append(epoch, new Revision(1), one(2))).isEqualTo(new Outcome.Full());
        assertThat(store.read(KEY)).contains(value("v1"));
      }
      try (SqliteStore reopened = SqliteStore.open(mount.resolve("s"), () -> "x")) {
        Epoch epoch = reopened.begin();
        assertThat(reopened.read(KEY)).contains(value("v1"));
        assertThat(reopened.append(epoch, new Revision(1), one(2))).isEqualTo(new Outcome.Full());
        Files.delete(mount.resolve("ballast"));
        assertThat(reopened.append(epoch, new Revision(1), one(2))).isEqualTo(new Outcome.Done());
      }
    } finally {
      assertThat(run("umount", mount.toString())).isZero();
    }
  }

  @Test
  void compactionThatFindsNoRoomForgetsNothingAndGoesOnLater() throws Exception {
    Path mount = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=48m", "skerry-test", mount.toString()) == 0,
        "needs root, to mount a small tmpfs");
    try {
      StoreDirectory directory = StoreDirectory.lock(mount.resolve("s"));
      SqliteStore.open(directory, () -> "x", () -> PLENTY).close();
      // It does not see that room is short, and its write-ahead log is as short as can be.
      Space space = new Space(directory.reserve(), () -> PLENTY);
      Path database = directory.database();
      try (Writer writer = new Writer(database, Database.writer(database), space)) {
        Epoch epoch = writer.beginTenure();
        for (int i = 0; i < 400; i++) {
          assertThat(writer.append(epoch, new Revision(i), one(i + 1)))
              .isEqualTo(new Outcome.Done());
        }
        Database.number(writer.connection(), "PRAGMA wal_checkpoint(TRUNCATE)");
        fill(mount.resolve("ballast"));
        assertThat(writer.compact(new Revision(399), 1000)).isFalse();
        assertThat(writer.meta().compacted()).isEqualTo(Revision.ZERO);
        Files.delete(mount.resolve("ballast"));
        assertThat(writer.compact(new Revision(399), 1000)).isFalse();
        assertThat(writer.meta().compacted()).isEqualTo(new Revision(399));
      }
    } finally {
      assertThat(run("umount", mount.toString())).isZero();
    }
  }

  /// Writes until the file system takes no more.
  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[1 << 16];
      for (int i = 0; i < 10_000; i++) {
        out.write(block);
      }
      throw new IllegalStateException("the small disk does not fill up");
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
