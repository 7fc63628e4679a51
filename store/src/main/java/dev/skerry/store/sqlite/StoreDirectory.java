package dev.skerry.store.sqlite;

import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The directory of one store, mode 0700, and the lock that keeps a second process out. The lock is
/// the operating system's (`fcntl`), so it ends with the process however it ends.
///
/// The lock file also says that a store was made here, so that a lost database is noticed and not
/// taken for a first start.
final class StoreDirectory implements AutoCloseable {
  private static final int MAX_NOTE_BYTES = 200;
  private static final String MADE = "made ";
  private final Path directory;
  private final FileChannel lock;

  private StoreDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static StoreDirectory lock(Path directory) throws StoreFailure {
    Path absolute = directory.toAbsolutePath().normalize();
    if (absolute.toString().indexOf('?') >= 0) {
      throw new StoreFailure(
          "the store directory " + absolute + " has a '?' in it; choose another");
    }
    try {
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute);
        Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
      }
      Path file = absolute.resolve("store.lock");
      if (!Files.exists(file)) {
        createPrivate(file);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        String holder = note(channel);
        channel.close();
        throw new StoreFailure(held(file, holder));
      }
      return new StoreDirectory(absolute, channel);
    } catch (IOException cause) {
      throw new StoreFailure(
          "cannot use the store directory " + absolute + ": " + cause + "; make it writable",
          cause);
    }
  }

  Path database() {
    return database(directory);
  }

  /// The database of a directory that another process may hold.
  static Path database(Path directory) {
    return directory.resolve("store.db");
  }

  Path writeAheadLog() {
    return directory.resolve("store.db-wal");
  }

  Path reserve() {
    return directory.resolve("store.reserve");
  }

  /// A database in the making; becomes [#database] by a rename, so that a half-made one never does.
  Path unfinished() {
    return directory.resolve("store.db.new");
  }

  Path path() {
    return directory;
  }

  boolean wasMade() throws IOException {
    return note(lock).startsWith(MADE);
  }

  void noteMade() throws IOException {
    String note = MADE + "by pid " + ProcessHandle.current().pid() + "\n";
    lock.truncate(0);
    ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
    for (long at = 0; bytes.hasRemaining(); ) {
      at += lock.write(bytes, at);
    }
    lock.force(true);
    syncDirectory();
  }

  void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      System.getLogger(StoreDirectory.class.getName())
          .log(System.Logger.Level.WARNING, "store lock not closed: {0}", failure.toString());
    }
  }

  static void createPrivate(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable Object lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static String note(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_NOTE_BYTES);
    int read = channel.read(bytes, 0);
    return new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.UTF_8).strip();
  }

  private static String held(Path file, String note) {
    return String.format(
        Locale.ROOT,
        "another process holds the store: %s is locked%s; stop that process (fuser %s) or give"
            + " this one a data directory of its own",
        file,
        note.isEmpty() ? "" : " (" + note + ")",
        file);
  }
}
