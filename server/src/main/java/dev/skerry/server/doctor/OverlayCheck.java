package dev.skerry.server.doctor;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the root of a container can be laid over its image here, which asks something of the
/// file system of the data directory too.
final class OverlayCheck implements Check {
  private final Path place;

  /// @param place where the upper layer would lie
  OverlayCheck(Path place) {
    this.place = place;
  }

  @Override
  public String name() {
    return "overlayfs";
  }

  @Override
  public List<Finding> look() throws IOException {
    String type = Files.getFileStore(place).type();
    Path scratch = Files.createTempDirectory(place, "doctor-overlay");
    try {
      for (String each : List.of("lower", "upper", "work", "root")) {
        Files.createDirectory(scratch.resolve(each));
      }
      String layers =
          "lowerdir="
              + scratch.resolve("lower")
              + ",upperdir="
              + scratch.resolve("upper")
              + ",workdir="
              + scratch.resolve("work");
      String root = scratch.resolve("root").toString();
      Command.Result mounted =
          Command.of("mount", "-t", "overlay", "-o", layers, "overlay", root).run();
      if (mounted.worked()) {
        Command.of("umount", root).must();
      }
      return List.of(judge(mounted, place, type));
    } finally {
      Disk.delete(scratch);
    }
  }

  static Finding judge(Command.Result mounted, Path place, String type) {
    return mounted.worked()
        ? Finding.ok("overlayfs", "can be mounted on " + place + " (" + type + ")")
        : Finding.fail(
            "overlayfs",
            "cannot be mounted on " + place + " (" + type + "): " + mounted.err().strip(),
            "run as root, modprobe overlay, and keep data on ext4, xfs or btrfs");
  }
}
