package dev.skerry.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The writer's prepared statements. The driver closes a statement that failed, so after a failure
/// the set is prepared anew.
record Statements(
    PreparedStatement begin,
    PreparedStatement commit,
    PreparedStatement meta,
    PreparedStatement insert,
    PreparedStatement dropCompacted,
    PreparedStatement putRow,
    PreparedStatement removeRow,
    PreparedStatement setHead)
    implements AutoCloseable {

  static Statements prepare(Connection connection) throws SQLException {
    return new Statements(
        connection.prepareStatement("BEGIN IMMEDIATE"),
        connection.prepareStatement("COMMIT"),
        connection.prepareStatement("SELECT incarnation, epoch, head, compacted FROM meta"),
        connection.prepareStatement("INSERT INTO log VALUES (?, ?, ?, ?, ?)"),
        connection.prepareStatement(
            "DELETE FROM log WHERE revision <= ? AND revision ="
                + " (SELECT revision FROM rows WHERE space = ? AND name = ?)"),
        connection.prepareStatement(
            "INSERT INTO rows VALUES (?, ?, ?)"
                + " ON CONFLICT (space, name) DO UPDATE SET revision = excluded.revision"),
        connection.prepareStatement("DELETE FROM rows WHERE space = ? AND name = ?"),
        connection.prepareStatement("UPDATE meta SET head = ?"));
  }

  @Override
  public void close() throws SQLException {
    begin.close();
    commit.close();
    meta.close();
    insert.close();
    dropCompacted.close();
    putRow.close();
    removeRow.close();
    setHead.close();
  }
}
