package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the kernel can filter the system calls of a container.
final class SeccompCheck implements Check {
  private final Path proc;

  SeccompCheck(Path proc) {
    this.proc = proc;
  }

  @Override
  public String name() {
    return "seccomp";
  }

  @Override
  public List<Finding> look() throws IOException {
    Path actions = proc.resolve("sys/kernel/seccomp/actions_avail");
    return List.of(judge(Files.isReadable(actions) ? Files.readString(actions).strip() : ""));
  }

  /// @param actions as the kernel lists them (seccomp(2)); empty where it has none
  static Finding judge(String actions) {
    return (" " + actions + " ").contains(" errno ")
        ? Finding.ok("seccomp", "filters can answer with an error")
        : Finding.fail(
            "seccomp",
            "this kernel cannot filter system calls",
            "boot a kernel with CONFIG_SECCOMP_FILTER, as Debian's is");
  }
}
