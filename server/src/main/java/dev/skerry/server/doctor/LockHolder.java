package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Who holds the lock of a file (`fcntl`), as `/proc/locks` tells (proc_locks(5)).
final class LockHolder {
  private static final int PID = 4;
  private static final int PLACE = 5;

  private LockHolder() {}

  /// Empty when nobody does. The device is not compared: some file systems show another one.
  static OptionalLong of(Path file) {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
        List<String> fields = List.of(line.strip().split("\\s+", -1));
        if (fields.size() > PLACE
            && fields.get(1).equals("POSIX")
            && fields.get(PLACE).endsWith(inode)
            && hasOpen(fields.get(PID), file)) {
          return OptionalLong.of(Long.parseLong(fields.get(PID)));
        }
      }
      return OptionalLong.empty();
    } catch (IOException absent) {
      return OptionalLong.empty();
    }
  }

  /// Also true where we may not look.
  private static boolean hasOpen(String pid, Path file) throws IOException {
    Path descriptors = Path.of("/proc", pid, "fd");
    if (!Files.isReadable(descriptors)) {
      return Files.isDirectory(descriptors);
    }
    try (var all = Files.list(descriptors)) {
      for (Path each : all.toList()) {
        if (Files.exists(each) && Files.isSameFile(each, file)) {
          return true;
        }
      }
      return false;
    }
  }
}
