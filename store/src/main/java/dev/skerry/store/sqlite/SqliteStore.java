package dev.skerry.store.sqlite;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A store in one SQLite file: WAL, `synchronous=FULL`, one writer, two readers. Holds the lock of
/// its directory from [#open] to [#close], so a second process is refused there; epochs fence
/// within the process, and any process that got past the lock. Safe for many threads.
public final class SqliteStore implements Store, Tenure {
  private final StoreDirectory directory;
  private final Writer writer;
  private final Readers readers;
  private final ReentrantLock writing = new ReentrantLock();
  private final String incarnation;
  private volatile Revision head;
  private boolean closed;

  private SqliteStore(StoreDirectory directory, Writer writer, Readers readers, Writer.Meta meta) {
    this.directory = directory;
    this.writer = writer;
    this.readers = readers;
    this.incarnation = meta.incarnation();
    this.head = meta.head();
  }

  /// Opens the store in a directory of its own, or makes one if there never was one.
  ///
  /// @param incarnation draws the name of a new store's history
  /// @throws StoreFailure when another process holds it, or the file is damaged, foreign or gone;
  ///   the message names the file and what to do
  public static SqliteStore open(Path path, Supplier<String> incarnation) throws StoreFailure {
    StoreDirectory directory = StoreDirectory.lock(path);
    boolean opened = false;
    try {
      SqliteStore store = open(directory, incarnation, Space.free(directory.path()));
      opened = true;
      return store;
    } catch (IOException failure) {
      throw new StoreFailure("cannot open the store in " + path + ": " + failure, failure);
    } finally {
      if (!opened) {
        directory.close();
      }
    }
  }

  static SqliteStore open(
      StoreDirectory directory, Supplier<String> incarnation, LongSupplier freeBytes)
      throws StoreFailure, IOException {
    Path database = directory.database();
    try {
      if (!Files.exists(database)) {
        Opening.requireNeverMade(directory);
        Opening.create(directory, incarnation.get());
      }
      Opening.checkHeader(database);
      Space space = new Space(directory.reserve(), freeBytes);
      space.prepare();
      return connect(directory, space);
    } catch (SQLException failure) {
      throw Trouble.failure(database, "open the store", failure);
    }
  }

  private static SqliteStore connect(StoreDirectory directory, Space space)
      throws SQLException, IOException, StoreFailure {
    Path database = directory.database();
    Connection connection = Database.writer(database);
    try {
      Opening.checkWhole(database, connection);
      if (!space.isShort()) {
        Opening.lengthenWriteAheadLog(connection);
      }
      Writer writer = new Writer(database, connection, space);
      Readers readers = Opening.readers(database);
      return new SqliteStore(directory, writer, readers, writer.meta());
    } catch (SQLException | IOException | StoreFailure refused) {
      connection.close();
      throw refused;
    }
  }

  @Override
  public Epoch begin() throws StoreFailure {
    return write("begin a tenure", writer::beginTenure);
  }

  @Override
  public String incarnation() {
    return incarnation;
  }

  @Override
  public Revision head() {
    return head;
  }

  @Override
  public void load(Consumer<Change.Put> rows) throws StoreFailure {
    readers.read(
        "load",
        reader -> {
          reader.load(rows);
          return true;
        });
  }

  @Override
  public Outcome append(Epoch epoch, Revision after, List<Change> changes) throws StoreFailure {
    return write(
        "append",
        () -> {
          Outcome outcome = writer.append(epoch, after, changes);
          if (outcome instanceof Outcome.Done && !changes.isEmpty()) {
            head = changes.getLast().revision();
          }
          return outcome;
        });
  }

  @Override
  public Tail changesSince(Revision after, int limit) throws StoreFailure {
    return readers.read("read the log", reader -> reader.changesSince(after, limit));
  }

  @Override
  public Optional<JsonBytes> read(RowKey key) throws StoreFailure {
    return readers.read("read a row", reader -> reader.read(key));
  }

  @Override
  public boolean compact(Revision upTo, int limit) throws StoreFailure {
    return write("compact", () -> writer.compact(upTo, limit));
  }

  /// Writes a copy of this moment to a file that must not exist yet; [#restore] reads it. Writers
  /// go on meanwhile.
  public void backup(Path copy) throws StoreFailure {
    Backups.write(directory.database(), copy);
  }

  /// As [#backup], from outside of the process that holds the store, or without one.
  public static void backup(Path path, Path copy) throws StoreFailure {
    Backups.write(StoreDirectory.database(path), copy);
  }

  /// Makes a store out of a copy, in a directory that holds none, as [dev.skerry.store.Restore]
  /// says.
  ///
  /// @param incarnation drawn anew
  public static void restore(Path copy, Path path, String incarnation) throws StoreFailure {
    try (StoreDirectory directory = StoreDirectory.lock(path)) {
      Backups.restore(copy, directory, incarnation);
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      readers.close();
      writer.close();
    } catch (SQLException failure) {
      System.getLogger(SqliteStore.class.getName())
          .log(System.Logger.Level.WARNING, "store not closed cleanly: {0}", failure.toString());
    } finally {
      directory.close();
      writing.unlock();
    }
  }

  private interface Writing<T> {
    T run() throws SQLException, StoreFailure;
  }

  private <T> T write(String doing, Writing<T> work) throws StoreFailure {
    writing.lock();
    try {
      return work.run();
    } catch (SQLException failure) {
      throw Trouble.failure(directory.database(), doing, failure);
    } finally {
      writing.unlock();
    }
  }
}
