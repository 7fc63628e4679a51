package dev.skerry.store.sqlite;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// What a store holds, after every page, every row and every entry of its log was read.
///
/// @param incarnation of its history
/// @param rows that are live
/// @param bytes of the database file
public record Inspection(String incarnation, Revision head, long rows, long bytes) {
  /// Reads all of a store, beside a process that writes it or without one. Takes about as long as
  /// reading the file; changes nothing.
  ///
  /// @param directory as for [SqliteStore#open]
  /// @throws StoreFailure when it is damaged, foreign or gone; the message says what to do
  public static Inspection of(Path directory) throws StoreFailure {
    Path database = StoreDirectory.database(directory);
    try {
      if (!Files.exists(database)) {
        throw new StoreFailure(
            database + " is gone; restore " + directory + " from a backup, or join again");
      }
      Opening.checkHeader(database);
      try (Reader reader = new Reader(database)) {
        return of(database, reader);
      }
    } catch (SQLException failure) {
      throw Trouble.failure(database, "inspect the store", failure);
    } catch (LogEntry.Damaged damaged) {
      throw new StoreFailure(
          Trouble.corrupt(database, String.valueOf(damaged.getMessage())), damaged);
    } catch (IOException failure) {
      throw new StoreFailure("cannot read " + database + ": " + failure, failure);
    }
  }

  private static Inspection of(Path database, Reader reader)
      throws SQLException, IOException, LogEntry.Damaged, StoreFailure {
    String incarnation;
    long head;
    try (Connection connection = Database.reader(database)) {
      String verdict = Database.text(connection, "PRAGMA integrity_check(1)");
      if (!verdict.equals("ok")) {
        throw new StoreFailure(Trouble.corrupt(database, verdict));
      }
      incarnation = Database.text(connection, "SELECT incarnation FROM meta");
      head = Database.number(connection, "SELECT head FROM meta");
    }
    var counted = new long[1];
    reader.load(_ -> counted[0]++);
    reader.readNewest(Integer.MAX_VALUE);
    return new Inspection(incarnation, new Revision(head), counted[0], Files.size(database));
  }
}
