package dev.skerry.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// Connections to a database file and its schema.
///
/// A document lies once, in `log`; `rows` says which log entry is a row's live one. `log.crc` is a
/// CRC-32C over revision, key and value, because SQLite does not notice a flipped bit in a value.
final class Database {
  /// "SKRY"; the first check that a file is ours.
  static final int APPLICATION_ID = 0x534b5259;

  static final int FORMAT = 1;

  /// Page cache of the writing connection; a site has 140 MiB for everything.
  private static final int WRITER_CACHE_KIB = 2048;

  private static final int READER_CACHE_KIB = 1024;

  /// Only SQLite's own recovery and checkpoints ever hold a lock against us.
  private static final int BUSY_MILLIS = 5000;

  private static final String[] SCHEMA = {
    "PRAGMA auto_vacuum = INCREMENTAL",
    "PRAGMA application_id = " + APPLICATION_ID,
    "PRAGMA user_version = " + FORMAT,
    "CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), incarnation TEXT NOT NULL,"
        + " epoch INTEGER NOT NULL, head INTEGER NOT NULL, compacted INTEGER NOT NULL) STRICT",
    "CREATE TABLE log (revision INTEGER PRIMARY KEY, space TEXT NOT NULL, name TEXT NOT NULL,"
        + " value BLOB, crc INTEGER NOT NULL) STRICT",
    "CREATE TABLE rows (space TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,"
        + " PRIMARY KEY (space, name)) STRICT, WITHOUT ROWID",
  };

  private Database() {}

  static Connection writer(Path file) throws SQLException {
    Connection connection = open(file, false);
    execute(connection, "PRAGMA cache_size = -" + WRITER_CACHE_KIB);
    execute(connection, "PRAGMA synchronous = FULL");
    return connection;
  }

  static Connection reader(Path file) throws SQLException {
    Connection connection = open(file, true);
    execute(connection, "PRAGMA cache_size = -" + READER_CACHE_KIB);
    return connection;
  }

  /// Writes the schema into an empty file, not yet in WAL mode, so that the file is whole by
  /// itself.
  static void create(Path file, String incarnation) throws SQLException {
    try (Connection connection = writer(file)) {
      for (String statement : SCHEMA) {
        execute(connection, statement);
      }
      try (var insert = connection.prepareStatement("INSERT INTO meta VALUES (1, ?, 0, 0, 0)")) {
        insert.setString(1, incarnation);
        insert.executeUpdate();
      }
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /// Runs a pragma that works a little at every step to its end; `execute` takes only one step.
  static void drain(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : "";
    }
  }

  private static Connection open(Path file, boolean reading) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    execute(connection, "PRAGMA mmap_size = 0");
    if (reading) {
      execute(connection, "PRAGMA query_only = 1");
    }
    return connection;
  }
}
