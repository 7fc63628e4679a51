package dev.skerry.store.sqlite;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a change lies in the `log` table: revision, space, name, value (absent for a removal), crc.
final class LogEntry {
  /// A stored change does not match its checksum.
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    private Damaged(long revision, RowKey key) {
      super("revision " + revision + " of " + key + " does not match its checksum");
    }
  }

  private LogEntry() {}

  static void bind(PreparedStatement insert, Change change) throws SQLException {
    byte @Nullable [] value =
        switch (change) {
          case Change.Put put -> put.value().toArray();
          case Change.Remove _ -> null;
        };
    insert.setLong(1, change.revision().value());
    insert.setString(2, change.key().space());
    insert.setString(3, change.key().name());
    insert.setBytes(4, value);
    insert.setLong(5, crc(change.revision().value(), change.key(), value));
  }

  static Change read(ResultSet row) throws SQLException, Damaged {
    long revision = row.getLong(1);
    RowKey key = new RowKey(row.getString(2), row.getString(3));
    byte @Nullable [] value = row.getBytes(4);
    if (row.getLong(5) != crc(revision, key, value)) {
      throw new Damaged(revision, key);
    }
    return value == null
        ? new Change.Remove(new Revision(revision), key)
        : new Change.Put(new Revision(revision), key, JsonBytes.stored(value));
  }

  /// A live row, which must be a put.
  static Change.Put readLive(ResultSet row) throws SQLException, Damaged {
    return switch (read(row)) {
      case Change.Put put -> put;
      case Change.Remove remove -> throw new Damaged(remove.revision().value(), remove.key());
    };
  }

  private static long crc(long revision, RowKey key, byte @Nullable [] value) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(revision).flip());
    crc.update(key.space().getBytes(StandardCharsets.UTF_8));
    crc.update(0);
    crc.update(key.name().getBytes(StandardCharsets.UTF_8));
    crc.update(value == null ? 1 : 0);
    if (value != null) {
      crc.update(value);
    }
    return crc.getValue();
  }
}
