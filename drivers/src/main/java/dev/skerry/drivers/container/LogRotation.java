package dev.skerry.drivers.container;

import dev.skerry.drivers.pod.Alive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps a run's log within three files of 10 MiB: Kubernetes' containerLogMaxSize, fewer files
/// than its five.
final class LogRotation {
  static final long MAX_BYTES = 10L * 1024 * 1024;

  /// conmon's control pipe takes `<type> <a> <b>`; type 2 is "open the log again".
  private static final String REOPEN = "2 0 0\n";

  private LogRotation() {}

  /// Rotates when the log is larger than the limit and conmon is there to open a new one.
  static boolean rotate(Path log, Path bundle, Optional<Alive> conmon, long limit)
      throws IOException {
    if (conmon.isEmpty() || !Files.exists(log) || Files.size(log) < limit) {
      return false;
    }
    Path first = log.resolveSibling("log.1");
    if (Files.exists(first)) {
      Files.move(first, log.resolveSibling("log.2"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(log, first);
    // Opened for both so that it does not wait for a reader (fifo(7)).
    try (var control =
        FileChannel.open(
            bundle.resolve("ctl"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int ignored = control.write(ByteBuffer.wrap(REOPEN.getBytes(StandardCharsets.US_ASCII)));
    }
    return true;
  }
}
