package dev.skerry.store.sqlite;

import dev.skerry.store.StoreFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Says what went wrong with a database file, which file, and what to do.
final class Trouble {
  private static final int PRIMARY_CODE_MASK = 0xff;

  private Trouble() {}

  static StoreFailure failure(Path database, String doing, SQLException cause) {
    if (isCode(cause, SQLiteErrorCode.SQLITE_CORRUPT)
        || isCode(cause, SQLiteErrorCode.SQLITE_NOTADB)) {
      return new StoreFailure(corrupt(database, doing + ": " + cause.getMessage()), cause);
    }
    return new StoreFailure(
        "cannot " + doing + " in " + database + ": " + cause.getMessage() + "; check the disk",
        cause);
  }

  static String corrupt(Path database, String what) {
    return database
        + " is damaged or not a Skerry store ("
        + what
        + "); nothing was changed: restore its directory from a backup, or move the directory "
        + database.getParent()
        + " away and join again";
  }

  static boolean isFull(SQLException cause) {
    return isCode(cause, SQLiteErrorCode.SQLITE_FULL);
  }

  private static boolean isCode(SQLException cause, SQLiteErrorCode code) {
    return cause instanceof SQLiteException sqlite
        && (sqlite.getResultCode().code & PRIMARY_CODE_MASK) == code.code;
  }
}
