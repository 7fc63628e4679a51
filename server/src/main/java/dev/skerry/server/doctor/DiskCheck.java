package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Room on the disk of the data directory.
final class DiskCheck implements Check {
  private static final long MIB = 1L << 20;

  /// The store refuses writes a little below this (`store.sqlite.Space`: reserve and margin).
  private static final long LEAST = 64 * MIB;

  /// A few images.
  private static final long COMFORTABLE = 1024 * MIB;

  private final Path place;

  DiskCheck(Path place) {
    this.place = place;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Finding> look() throws IOException {
    var disk = Files.getFileStore(place);
    return List.of(judge(place, disk.type(), disk.getUsableSpace(), disk.getTotalSpace()));
  }

  static Finding judge(Path place, String type, long free, long total) {
    String what =
        free / MIB + " MiB of " + total / MIB + " MiB are free for " + place + " (" + type + ")";
    String remedy = "remove what is not needed there, or move the directory to a larger disk";
    if (free < LEAST) {
      return Finding.fail("disk", what + ": writes are refused with 507", remedy);
    }
    return free < COMFORTABLE
        ? Finding.warn("disk", what + ": images may not fit", remedy)
        : Finding.ok("disk", what);
  }
}
