package dev.skerry.drivers.pod;

import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// `hostPath` volumes: is what is there of the type that was asked for? File types are read from
/// `st_mode` (inode(7)).
final class HostPaths {
  private static final int TYPE_MASK = 0_170000;
  private static final int SOCKET = 0_140000;
  private static final int BLOCK = 0_060000;
  private static final int CHARACTER = 0_020000;

  private HostPaths() {}

  static Path ready(VolumePlan.Host volume) throws IOException, DriverFailure {
    Path path = Path.of(volume.path());
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      throw refused(volume, "it must be absolute and without '..'");
    }
    boolean right =
        switch (volume.type()) {
          case "" -> true;
          case "DirectoryOrCreate" -> Files.isDirectory(Files.createDirectories(path));
          case "FileOrCreate" -> Files.isRegularFile(touched(path));
          case "Directory" -> Files.isDirectory(path);
          case "File" -> Files.isRegularFile(path);
          case "Socket" -> is(path, SOCKET);
          case "BlockDevice" -> is(path, BLOCK);
          case "CharDevice" -> is(path, CHARACTER);
          default -> throw refused(volume, "its type is not known");
        };
    if (!right) {
      throw refused(volume, "there is none at this path");
    }
    return path;
  }

  private static Path touched(Path path) throws IOException {
    try {
      return Files.createFile(path);
    } catch (FileAlreadyExistsException there) {
      return path;
    }
  }

  private static boolean is(Path path, int type) throws IOException {
    return Files.exists(path)
        && Files.getAttribute(path, "unix:mode") instanceof Integer mode
        && (mode & TYPE_MASK) == type;
  }

  private static DriverFailure refused(VolumePlan.Host volume, String why) {
    return new DriverFailure(
        "HostPathRefused",
        String.format(
            Locale.ROOT,
            "volume %s: hostPath %s of type '%s': %s",
            volume.name(),
            volume.path(),
            volume.type(),
            why));
  }
}
