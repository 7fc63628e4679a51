package dev.skerry.node.driver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One container to run, everything resolved: variables expanded, image chosen.
///
/// @param argv entrypoint and arguments, not empty unless the image says nothing
/// @param env `NAME=value` in order, the image's and the pod's merged
/// @param workingDirectory absolute, empty for `/`
/// @param terminationMessagePath absolute path in the container
/// @param messageFromLog when that file is empty and the run failed, the end of its log is the
///   message (`FallbackToLogsOnError`): at most 80 lines and 2,048 characters
public record ContainerPlan(
    ContainerId id,
    PodId pod,
    ImageInfo image,
    List<String> argv,
    List<String> env,
    String workingDirectory,
    List<MountPlan> mounts,
    Limits limits,
    Security security,
    Stdin stdin,
    boolean tty,
    String terminationMessagePath,
    boolean messageFromLog) {

  /// What the main process has as its standard input.
  public enum Stdin {
    /// An input that is at its end.
    NONE,
    /// One that ends when the first session that could write to it does (`stdinOnce`).
    ONCE,
    /// One that stays open for as long as the run.
    KEPT
  }

  /// @param subPath relative inside the volume, empty for its root
  public record MountPlan(String volume, String path, boolean readOnly, String subPath) {}

  /// @param cpuMillis thousandths of a core; empty for no limit
  /// @param cpuShares relative weight as cgroup v1 counts it (2 to 262144), from the request
  /// @param pids 0 for the driver's own bound
  public record Limits(
      OptionalLong cpuMillis, long cpuShares, OptionalLong memoryBytes, long pids) {}

  /// @param user numeric ids; empty takes the image's user
  /// @param seccomp `RuntimeDefault`, `Unconfined` or a profile path
  public record Security(
      Optional<Ids> user,
      List<Long> supplementalGroups,
      boolean privileged,
      boolean noNewPrivileges,
      boolean readOnlyRoot,
      List<String> addCapabilities,
      List<String> dropCapabilities,
      String seccomp) {}

  public record Ids(long uid, OptionalLong gid) {}
}
