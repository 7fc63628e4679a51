package dev.skerry.store.sqlite;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store.Tail;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One reading connection with its prepared statements; one thread at a time.
final class Reader implements AutoCloseable {
  private static final String LIVE =
      "SELECT r.revision, r.space, r.name, l.value, l.crc FROM rows r"
          + " LEFT JOIN log l ON l.revision = r.revision";
  private static final String ROW = LIVE + " WHERE r.space = ? AND r.name = ?";
  private static final String COMPACTED = "SELECT compacted FROM meta";
  private static final String TAIL =
      "SELECT revision, space, name, value, crc FROM log WHERE revision > ?"
          + " ORDER BY revision LIMIT ?";
  private final Connection connection;
  private PreparedStatement row;
  private PreparedStatement compacted;
  private PreparedStatement tail;
  private boolean spoilt;

  Reader(Path file) throws SQLException {
    connection = Database.reader(file);
    row = connection.prepareStatement(ROW);
    compacted = connection.prepareStatement(COMPACTED);
    tail = connection.prepareStatement(TAIL);
  }

  /// Says that a statement failed. The driver closes such a statement, so all are prepared anew
  /// before the next use.
  void spoil() {
    spoilt = true;
  }

  void repair() throws SQLException {
    if (!spoilt) {
      return;
    }
    row.close();
    compacted.close();
    tail.close();
    row = connection.prepareStatement(ROW);
    compacted = connection.prepareStatement(COMPACTED);
    tail = connection.prepareStatement(TAIL);
    spoilt = false;
  }

  Optional<JsonBytes> read(RowKey key) throws SQLException, LogEntry.Damaged {
    row.setString(1, key.space());
    row.setString(2, key.name());
    try (ResultSet result = row.executeQuery()) {
      return result.next() ? Optional.of(LogEntry.readLive(result).value()) : Optional.empty();
    }
  }

  /// Both answers are of one moment: a compaction beside it never makes a gap look like an end.
  Tail changesSince(Revision after, int limit) throws SQLException, LogEntry.Damaged {
    Database.execute(connection, "BEGIN");
    try {
      Revision upTo = new Revision(compactedUpTo());
      return upTo.isAfter(after) ? new Tail.Compacted(upTo) : changes(after, limit);
    } finally {
      Database.execute(connection, "COMMIT");
    }
  }

  void load(Consumer<Change.Put> rows) throws SQLException, LogEntry.Damaged {
    try (var all = connection.prepareStatement(LIVE + " ORDER BY r.space, r.name");
        ResultSet result = all.executeQuery()) {
      while (result.next()) {
        rows.accept(LogEntry.readLive(result));
      }
    }
  }

  /// Reads the newest entries of the log, to see that they are whole.
  void readNewest(int entries) throws SQLException, LogEntry.Damaged {
    String sql = "SELECT revision, space, name, value, crc FROM log ORDER BY revision DESC LIMIT ?";
    try (var newest = connection.prepareStatement(sql)) {
      newest.setInt(1, entries);
      try (ResultSet result = newest.executeQuery()) {
        while (result.next()) {
          LogEntry.read(result);
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long compactedUpTo() throws SQLException {
    try (ResultSet result = compacted.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private Tail changes(Revision after, int limit) throws SQLException, LogEntry.Damaged {
    tail.setLong(1, after.value());
    tail.setInt(2, limit);
    List<Change> changes = new ArrayList<>();
    try (ResultSet result = tail.executeQuery()) {
      while (result.next()) {
        changes.add(LogEntry.read(result));
      }
    }
    return new Tail.Changes(List.copyOf(changes));
  }
}
