package dev.skerry.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/// Room on the disk, kept so that `Full` is told before anything is written and a full disk can
/// still be compacted and reopened. A reserve file of real zeros is given up when maintenance needs
/// its room, and made again before writes are accepted again.
final class Space {
  /// Held for compaction, for folding the write-ahead log in, and for opening again.
  static final long RESERVE_BYTES = 16L << 20;

  /// Free room demanded beside a batch: the write-ahead log (4 MiB until it is folded in) and the
  /// database's growth when it is.
  static final long MARGIN_BYTES = 8L << 20;

  /// A batch is written to the write-ahead log and again to the database, each with page overhead.
  private static final long COPIES_OF_A_BATCH = 4;

  private static final int ZEROS_BYTES = 1 << 20;
  private final Path reserve;
  private final LongSupplier freeBytes;
  private boolean held;

  /// @param freeBytes what a process of this user may still write on this file system
  Space(Path reserve, LongSupplier freeBytes) throws IOException {
    this.reserve = reserve;
    this.freeBytes = freeBytes;
    this.held = Files.exists(reserve) && Files.size(reserve) == RESERVE_BYTES;
    if (!held) {
      Files.deleteIfExists(reserve);
    }
  }

  static LongSupplier free(Path directory) throws IOException {
    var disk = Files.getFileStore(directory);
    return () -> {
      try {
        return disk.getUsableSpace();
      } catch (IOException unreadable) {
        // The write itself will tell.
        return Long.MAX_VALUE;
      }
    };
  }

  /// Before the database is opened: gives the reserve up when even opening may need it, else makes
  /// it when it is missing.
  void prepare() {
    if (isShort()) {
      release();
    } else if (!held) {
      hold();
    }
  }

  /// Whether a batch may be written; makes the reserve again when there is room for both.
  boolean roomFor(long batchBytes) {
    long wanted = MARGIN_BYTES + COPIES_OF_A_BATCH * batchBytes;
    long free = freeBytes.getAsLong();
    if (held) {
      return free >= wanted;
    }
    return free >= wanted + RESERVE_BYTES && hold();
  }

  /// Less than a batch could need: maintenance should give room back.
  boolean isShort() {
    return freeBytes.getAsLong() < MARGIN_BYTES + (held ? 0 : RESERVE_BYTES);
  }

  void release() {
    try {
      Files.deleteIfExists(reserve);
      held = false;
    } catch (IOException kept) {
      held = Files.exists(reserve);
    }
  }

  private boolean hold() {
    try {
      Files.deleteIfExists(reserve);
      StoreDirectory.createPrivate(reserve);
      try (FileChannel file = FileChannel.open(reserve, StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocate(ZEROS_BYTES);
        for (long at = 0; at < RESERVE_BYTES; ) {
          zeros.clear().limit((int) Math.min(ZEROS_BYTES, RESERVE_BYTES - at));
          at += file.write(zeros, at);
        }
        file.force(true);
      }
      held = true;
    } catch (IOException noRoom) {
      release();
    }
    return held;
  }
}
