package dev.skerry.store.sqlite;

import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/// What is looked at before a database file is trusted, and how a new one comes to be.
///
/// A full check reads every page. Here: the header (ours, this format), the file's length, for
/// files up to [#QUICK_CHECK_BYTES] `PRAGMA quick_check`, and the newest log entries against their
/// checksums. Every live row is checked against its checksum when it is loaded.
final class Opening {
  /// `quick_check` of a file of this size takes well under a second on a slow device.
  static final long QUICK_CHECK_BYTES = 32L << 20;

  /// The log's length before it is folded in (1,000 pages) and the writer's page cache.
  private static final long SPILL_BYTES = 6L << 20;

  private static final int NEWEST_ENTRIES = 1024;
  private static final int HEADER_BYTES = 100;
  private static final int USER_VERSION_AT = 60;
  private static final int APPLICATION_ID_AT = 68;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private Opening() {}

  static void create(StoreDirectory directory, String incarnation)
      throws IOException, SQLException {
    Path unfinished = directory.unfinished();
    Files.deleteIfExists(unfinished);
    StoreDirectory.createPrivate(unfinished);
    Database.create(unfinished, incarnation);
    adopt(directory);
  }

  /// Makes the unfinished file the database.
  static void adopt(StoreDirectory directory) throws IOException {
    Files.move(directory.unfinished(), directory.database(), StandardCopyOption.ATOMIC_MOVE);
    directory.syncDirectory();
    directory.noteMade();
  }

  /// @throws StoreFailure when a store was here and its database is gone
  static void requireNeverMade(StoreDirectory directory) throws IOException, StoreFailure {
    if (directory.wasMade() || Files.exists(directory.writeAheadLog())) {
      throw new StoreFailure(
          directory.database()
              + " is gone, though a store was made in "
              + directory.path()
              + "; restore the directory from a backup, or move it away and join again");
    }
  }

  /// Reads the header as bytes, so that a file that is not ours is never touched.
  static void checkHeader(Path database) throws IOException, StoreFailure {
    byte[] start;
    try (InputStream in = Files.newInputStream(database)) {
      start = in.readNBytes(HEADER_BYTES);
    }
    if (start.length < HEADER_BYTES) {
      throw new StoreFailure(Trouble.corrupt(database, "it has only " + start.length + " bytes"));
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || header.getInt(APPLICATION_ID_AT) != Database.APPLICATION_ID) {
      throw new StoreFailure(Trouble.corrupt(database, "its header is not that of a store"));
    }
    int format = header.getInt(USER_VERSION_AT);
    if (format != Database.FORMAT) {
      throw new StoreFailure(
          database
              + " has format "
              + format
              + ", this program knows "
              + Database.FORMAT
              + "; start the version of skerry that wrote it");
    }
  }

  /// Folds in the write-ahead log and checks the structure.
  static void checkWhole(Path database, Connection writer)
      throws IOException, SQLException, StoreFailure {
    String mode = Database.text(writer, "PRAGMA journal_mode = WAL");
    if (!mode.equals("wal")) {
      throw new StoreFailure(
          database + " cannot use a write-ahead log here; put it on a local disk");
    }
    boolean busy = Database.number(writer, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
    long pages = Database.number(writer, "PRAGMA page_count");
    long bytes = pages * Database.number(writer, "PRAGMA page_size");
    long length = Files.size(database);
    if (!busy && length < bytes) {
      throw new StoreFailure(
          Trouble.corrupt(
              database, "it has " + length + " bytes of " + bytes + ", it was cut off"));
    }
    if (length <= QUICK_CHECK_BYTES) {
      String verdict = Database.text(writer, "PRAGMA quick_check(1)");
      if (!verdict.equals("ok")) {
        throw new StoreFailure(Trouble.corrupt(database, verdict));
      }
    }
  }

  /// Lets the write-ahead log have its full length before the first commit: `fdatasync` of a
  /// growing file is several times slower than of one that is overwritten. The pages of a value
  /// larger than the page cache spill into the log and are rolled back; later commits overwrite
  /// them.
  static void lengthenWriteAheadLog(Connection writer) throws SQLException {
    Database.execute(writer, "BEGIN IMMEDIATE");
    try {
      Database.execute(
          writer,
          "INSERT INTO log VALUES ("
              + Long.MAX_VALUE
              + ", '', '', zeroblob("
              + SPILL_BYTES
              + "), 0)");
    } finally {
      Database.execute(writer, "ROLLBACK");
    }
  }

  static Readers readers(Path database) throws SQLException, StoreFailure {
    Readers readers = new Readers(database);
    try {
      readers.read(
          "check the newest entries",
          reader -> {
            reader.readNewest(NEWEST_ENTRIES);
            return true;
          });
      return readers;
    } catch (StoreFailure damaged) {
      readers.close();
      throw damaged;
    }
  }
}
