package dev.skerry.content.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes that a power cut cannot undo or tear.
final class Durable {
  private Durable() {}

  /// Makes renames and new entries of a directory durable.
  static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /// Replaces a file in a directory: after a crash it holds the old bytes or the new ones.
  static void replace(Path directory, String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Path next = directory.resolve(name + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    sync(directory);
  }
}
