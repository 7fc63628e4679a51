package dev.skerry.store.sqlite;

import dev.skerry.store.Restore;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;

/// Copies of a store, and stores made from copies.
final class Backups {
  private Backups() {}

  static void write(Path database, Path copy) throws StoreFailure {
    if (!Files.exists(database)) {
      throw new StoreFailure("there is no store " + database + "; which directory was meant?");
    }
    try (Connection connection = Database.writer(database);
        var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      StoreDirectory.createPrivate(copy);
      vacuum.setString(1, copy.toString());
      vacuum.execute();
      sync(copy);
    } catch (SQLException failure) {
      throw Trouble.failure(database, "write a backup to " + copy, failure);
    } catch (IOException failure) {
      throw new StoreFailure("cannot write a backup to " + copy + ": " + failure, failure);
    }
  }

  static void restore(Path copy, StoreDirectory directory, String incarnation) throws StoreFailure {
    Path database = directory.database();
    if (Files.exists(database)) {
      throw new StoreFailure(
          database + " is there already; move " + directory.path() + " away to restore into it");
    }
    try {
      Opening.checkHeader(copy);
      Path unfinished = directory.unfinished();
      Files.deleteIfExists(unfinished);
      StoreDirectory.createPrivate(unfinished);
      copyInto(copy, unfinished);
      rename(unfinished, incarnation, directory);
      sync(unfinished);
      Opening.adopt(directory);
    } catch (SQLException failure) {
      throw Trouble.failure(copy, "restore", failure);
    } catch (IOException failure) {
      throw new StoreFailure("cannot restore " + copy + ": " + failure, failure);
    }
  }

  private static void copyInto(Path copy, Path unfinished) throws IOException {
    try (FileChannel from = FileChannel.open(copy, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      long size = from.size();
      for (long at = 0; at < size; ) {
        at += from.transferTo(at, size - at, to);
      }
    }
  }

  private static void rename(Path unfinished, String incarnation, StoreDirectory directory)
      throws SQLException, IOException, StoreFailure {
    Space space = new Space(directory.reserve(), Space.free(directory.path()));
    try (Writer writer = new Writer(unfinished, Database.writer(unfinished), space)) {
      Writer.Meta meta = writer.meta();
      Restore.requireNew(meta.incarnation(), incarnation);
      writer.rename(incarnation, Restore.head(meta.head()));
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
