package dev.skerry.node.report;

import dev.skerry.model.meta.NodeName;
import java.time.Instant;
import java.util.List;

/// One machine as it was last looked at.
///
/// @param cpuMillis thousandths of a core that it has
/// @param reservedCpuMillis of these, kept for the system
/// @param mostPods that it takes
/// @param driver `container` or `process`
/// @param booted when it started, by its own clock
public record Machine(
    NodeName name,
    long cpuMillis,
    long memoryBytes,
    long diskBytes,
    long reservedCpuMillis,
    long reservedMemoryBytes,
    int mostPods,
    Software software,
    String driver,
    List<String> addresses,
    List<Image> images,
    Usage usage,
    Instant booted) {

  /// @param machineId of `/etc/machine-id`
  /// @param architecture as Go names it: `amd64`, `arm64`
  public record Software(
      String machineId,
      String bootId,
      String kernel,
      String osImage,
      String architecture,
      String runtime,
      String skerryVersion) {}

  /// An image that is on the node.
  public record Image(List<String> names, long bytes) {}

  /// What is left; the pressure conditions come from it.
  public record Usage(long freeMemoryBytes, long freeDiskBytes, long freePids) {}
}
