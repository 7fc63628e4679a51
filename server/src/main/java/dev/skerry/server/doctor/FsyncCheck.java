package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long the disk takes to make 4 KiB durable, which every write of the API waits for.
final class FsyncCheck implements Check {
  private static final int TRIES = 20;
  private static final int BYTES = 4096;

  /// Spinning disks and SD cards need tens of milliseconds.
  private static final Duration SLOW = Duration.ofMillis(50);

  private static final Duration UNUSABLE = Duration.ofSeconds(2);

  /// File systems that lose everything with the power.
  private static final List<String> VOLATILE = List.of("tmpfs", "ramfs");

  private final Path place;

  FsyncCheck(Path place) {
    this.place = place;
  }

  @Override
  public String name() {
    return "fsync";
  }

  @Override
  public List<Finding> look() {
    try {
      return List.of(judge(place, Files.getFileStore(place).type(), median()));
    } catch (IOException refused) {
      return List.of(
          Finding.fail(
              "fsync",
              "nothing can be written in " + place + ": " + refused.getMessage(),
              "make it writable; see whether the disk became read-only: dmesg"));
    }
  }

  private Duration median() throws IOException {
    Path file = Files.createTempFile(place, "doctor-fsync", "");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var times = new ArrayList<Duration>();
      for (int i = 0; i < TRIES; i++) {
        long start = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
        times.add(Duration.ofNanos(System.nanoTime() - start));
      }
      times.sort(Duration::compareTo);
      return times.get(TRIES / 2);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static Finding judge(Path place, String type, Duration median) {
    String what = "4 KiB are durable in " + median.toNanos() / 1_000 + " µs in " + place;
    if (VOLATILE.contains(type)) {
      return Finding.warn(
          "fsync", place + " is on " + type + ", gone when power is", "move it to a disk");
    }
    String remedy = "move the data directory to a faster disk";
    if (median.compareTo(UNUSABLE) > 0) {
      return Finding.fail("fsync", what + ": clients give up before", remedy);
    }
    return median.compareTo(SLOW) > 0
        ? Finding.warn("fsync", what + ": so slow is every write", remedy)
        : Finding.ok("fsync", what);
  }
}
