package dev.skerry.store.sqlite;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Batch;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store.Outcome;
import dev.skerry.store.StoreFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The one writing connection; one thread at a time. A batch is one transaction and one `fdatasync`
/// of the write-ahead log.
final class Writer implements AutoCloseable {
  /// What the meta row says.
  record Meta(String incarnation, Epoch epoch, Revision head, Revision compacted) {}

  /// Pages given back to the file system by one compaction step when room is short (16 MiB).
  private static final int VACUUM_PAGES = 4096;

  private final Path file;
  private final Connection connection;
  private final Space space;
  private Statements statements;
  private boolean unknown;

  Writer(Path file, Connection connection, Space space) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.space = space;
    statements = Statements.prepare(connection);
  }

  Meta meta() throws SQLException, StoreFailure {
    try (ResultSet row = statements.meta().executeQuery()) {
      if (!row.next()) {
        throw new StoreFailure(Trouble.corrupt(file, "its meta row is missing"));
      }
      return new Meta(
          row.getString(1),
          new Epoch(row.getLong(2)),
          new Revision(row.getLong(3)),
          new Revision(row.getLong(4)));
    }
  }

  Epoch beginTenure() throws SQLException, StoreFailure {
    if (space.isShort()) {
      space.release();
    }
    Database.execute(connection, "UPDATE meta SET epoch = epoch + 1");
    return meta().epoch();
  }

  Outcome append(Epoch epoch, Revision after, List<Change> changes)
      throws SQLException, StoreFailure {
    if (unknown) {
      throw new StoreFailure(file + " failed in an earlier append; start this process again");
    }
    statements.begin().execute();
    boolean committed = false;
    try {
      Meta now = meta();
      if (epoch.compareTo(now.epoch()) < 0) {
        return new Outcome.Fenced(now.epoch());
      }
      Batch.require(epoch, now.epoch(), after, now.head(), changes);
      if (changes.isEmpty()) {
        return new Outcome.Done();
      }
      if (!space.roomFor(bytes(changes))) {
        return new Outcome.Full();
      }
      write(changes, now.compacted());
      statements.commit().execute();
      committed = true;
      return new Outcome.Done();
    } catch (SQLException failure) {
      return fullOr(failure);
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  /// A disk that filled up between the look and the write: SQLite gives up before the commit frame
  /// is whole, so nothing was written. Any other failure leaves the outcome unknown.
  private Outcome fullOr(SQLException failure) throws SQLException {
    if (Trouble.isFull(failure)) {
      return new Outcome.Full();
    }
    unknown = true;
    throw failure;
  }

  /// See [dev.skerry.store.Store#compact].
  boolean compact(Revision upTo, int limit) throws SQLException, StoreFailure {
    if (end(meta(), upTo) <= meta().compacted().value()) {
      return false;
    }
    boolean isShort = space.isShort();
    if (isShort) {
      space.release();
    }
    try {
      boolean more = forget(upTo, limit);
      if (isShort) {
        Database.drain(connection, "PRAGMA incremental_vacuum(" + VACUUM_PAGES + ")");
        Database.drain(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
      }
      return more;
    } catch (SQLException failure) {
      if (Trouble.isFull(failure)) {
        return false;
      }
      throw failure;
    }
  }

  private boolean forget(Revision upTo, int limit) throws SQLException, StoreFailure {
    statements.begin().execute();
    boolean committed = false;
    try {
      boolean more = forget(meta(), upTo, limit);
      statements.commit().execute();
      committed = true;
      return more;
    } finally {
      if (!committed) {
        rollBack();
      }
    }
  }

  private static long end(Meta now, Revision upTo) {
    return Math.min(upTo.value(), now.head().value());
  }

  /// Replaces what [dev.skerry.store.Restore] says must be new after a restore.
  void rename(String incarnation, Revision head) throws SQLException {
    statements.begin().execute();
    Database.execute(
        connection, "DELETE FROM log WHERE revision NOT IN (SELECT revision FROM rows)");
    try (var update =
        connection.prepareStatement("UPDATE meta SET incarnation = ?, head = ?, compacted = ?")) {
      update.setString(1, incarnation);
      update.setLong(2, head.value());
      update.setLong(3, head.value());
      update.executeUpdate();
    }
    statements.commit().execute();
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void write(List<Change> changes, Revision compacted) throws SQLException {
    for (Change change : changes) {
      if (compacted.isAfter(Revision.ZERO)) {
        bindKey(statements.dropCompacted(), 2, change);
        statements.dropCompacted().setLong(1, compacted.value());
        statements.dropCompacted().executeUpdate();
      }
      LogEntry.bind(statements.insert(), change);
      statements.insert().executeUpdate();
      switch (change) {
        case Change.Put put -> {
          bindKey(statements.putRow(), 1, put);
          statements.putRow().setLong(3, put.revision().value());
          statements.putRow().executeUpdate();
        }
        case Change.Remove remove -> {
          bindKey(statements.removeRow(), 1, remove);
          statements.removeRow().executeUpdate();
        }
      }
    }
    statements.setHead().setLong(1, changes.getLast().revision().value());
    statements.setHead().executeUpdate();
  }

  private static void bindKey(PreparedStatement statement, int at, Change change)
      throws SQLException {
    statement.setString(at, change.key().space());
    statement.setString(at + 1, change.key().name());
  }

  private static long bytes(List<Change> changes) {
    long bytes = 0;
    for (Change change : changes) {
      bytes += change instanceof Change.Put put ? put.value().size() : 0;
    }
    return bytes;
  }

  /// Entries above what is compacted are looked at once, in revision order; a live one stays until
  /// its row changes.
  private boolean forget(Meta now, Revision upTo, int limit) throws SQLException {
    long from = now.compacted().value();
    long end = end(now, upTo);
    long step =
        Database.number(
            connection,
            "SELECT revision FROM log WHERE revision > %d AND revision <= %d ORDER BY revision LIMIT 1 OFFSET %d"
                .formatted(from, end, limit - 1));
    boolean more = step > 0 && step < end && anyBetween(step, end);
    long stop = more ? step : end;
    Database.execute(
        connection,
        ("DELETE FROM log WHERE revision > %d AND revision <= %d AND NOT EXISTS (SELECT 1 FROM rows r"
                + " WHERE r.space = log.space AND r.name = log.name AND r.revision = log.revision)")
            .formatted(from, stop));
    Database.execute(connection, "UPDATE meta SET compacted = " + stop);
    return more;
  }

  private boolean anyBetween(long above, long upTo) throws SQLException {
    return Database.number(
            connection,
            "SELECT EXISTS (SELECT 1 FROM log WHERE revision > %d AND revision <= %d)"
                .formatted(above, upTo))
        == 1;
  }

  private void rollBack() throws SQLException {
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      // SQLite ends the transaction itself on some errors; the next BEGIN shows any other trouble.
    }
    statements.close();
    statements = Statements.prepare(connection);
  }
}
