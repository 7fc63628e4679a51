package dev.skerry.server.image;

import java.nio.file.Path;

/// How full a disk is.
///
/// @param bytes that it has
/// @param free bytes that this process may still write
record DiskRoom(long bytes, long free) {
  /// As kubelet's image collection has them (`imageGCHighThresholdPercent`, `...Low...`).
  private static final int FULL_PERCENT = 85;

  private static final int ENOUGH_PERCENT = 80;
  private static final int ALL_PERCENT = 100;

  static DiskRoom of(Path directory) {
    var file = directory.toFile();
    return new DiskRoom(file.getTotalSpace(), file.getUsableSpace());
  }

  /// Bytes to free so that there is room again; 0 while there is.
  long wanted() {
    long used = bytes - free;
    boolean full = used >= part(FULL_PERCENT);
    return full ? Math.max(1, used - part(ENOUGH_PERCENT)) : 0;
  }

  private long part(int percent) {
    return bytes / ALL_PERCENT * percent;
  }
}
