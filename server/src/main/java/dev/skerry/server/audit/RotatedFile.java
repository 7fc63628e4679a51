package dev.skerry.server.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/// A file of whole lines that is set aside when it is full: `audit.log` becomes `audit.log.1`, that
/// one `audit.log.2`, and the oldest goes. Only its owner reads it. One thread.
final class RotatedFile implements Closeable {
  private final Path path;
  private final long maxBytes;
  private final int backups;
  private Optional<FileChannel> channel = Optional.empty();
  private long size;

  /// @param maxBytes of one file; a batch larger than that has a file of its own
  /// @param backups kept beside the one that is written
  RotatedFile(Path path, long maxBytes, int backups) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.backups = backups;
  }

  void open() throws IOException {
    var opened =
        FileChannel.open(
            path,
            EnumSet.of(
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    channel = Optional.of(opened);
    size = wholeLines(opened);
    opened.truncate(size).position(size);
  }

  /// Up to the last end of a line: what follows broke off.
  private static long wholeLines(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    long end = file.size();
    while (end > 0) {
      last.clear();
      if (file.read(last, end - 1) == 1 && last.get(0) == '\n') {
        return end;
      }
      end--;
    }
    return 0;
  }

  /// @param lines whole ones
  /// @throws IOException when not all of it was written; then none of it stays, and the next call
  ///   opens the file anew
  void append(byte[] lines) throws IOException {
    if (channel.isEmpty()) {
      open();
    }
    if (size > 0 && size + lines.length > maxBytes) {
      rotate();
    }
    FileChannel file = channel.orElseThrow();
    try {
      ByteBuffer rest = ByteBuffer.wrap(lines);
      while (rest.hasRemaining()) {
        int _ = file.write(rest);
      }
      size += lines.length;
    } catch (IOException full) {
      channel = Optional.empty();
      try (file) {
        file.truncate(size);
      }
      throw full;
    }
  }

  private void rotate() throws IOException {
    close();
    for (int number = backups; number > 1; number--) {
      move(backup(number - 1), backup(number));
    }
    if (backups > 0) {
      move(path, backup(1));
    } else {
      Files.deleteIfExists(path);
    }
    open();
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path backup(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
      channel = Optional.empty();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
