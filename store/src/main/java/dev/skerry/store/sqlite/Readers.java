package dev.skerry.store.sqlite;

import dev.skerry.store.StoreFailure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The reading connections, lent to one thread at a time; more readers wait.
final class Readers implements AutoCloseable {
  interface Reading<T> {
    T with(Reader reader) throws SQLException, LogEntry.Damaged;
  }

  /// Two, so that a long `load` leaves one; each costs about 1 MiB.
  private static final int CONNECTIONS = 2;

  private final Path file;
  private final List<Reader> all = new ArrayList<>();
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(CONNECTIONS);

  Readers(Path file) throws SQLException {
    this.file = file;
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(new Reader(file));
    }
    idle.addAll(all);
  }

  <T> T read(String doing, Reading<T> reading) throws StoreFailure {
    Reader reader = borrow();
    try {
      reader.repair();
      return reading.with(reader);
    } catch (SQLException failure) {
      reader.spoil();
      throw Trouble.failure(file, doing, failure);
    } catch (LogEntry.Damaged damaged) {
      throw new StoreFailure(Trouble.corrupt(file, String.valueOf(damaged.getMessage())), damaged);
    } finally {
      idle.add(reader);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Reader reader : all) {
      reader.close();
    }
  }

  private Reader borrow() throws StoreFailure {
    try {
      return idle.take();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreFailure("interrupted while waiting to read " + file, stopped);
    }
  }
}
