package dev.skerry.server.doctor;

import dev.skerry.drivers.command.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whether this kernel and user may make the namespaces of a pod.
final class NamespaceCheck implements Check {
  private static final List<String> MAKE =
      List.of("unshare", "--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "true");

  private final List<String> as;

  /// @param as a command that runs the given one with other rights; empty for our own
  NamespaceCheck(List<String> as) {
    this.as = List.copyOf(as);
  }

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public List<Finding> look() throws IOException {
    if (Command.find("unshare").isEmpty()) {
      return List.of(
          Finding.fail("namespaces", "unshare is missing", "apt-get install util-linux"));
    }
    var argv = new ArrayList<>(as);
    argv.addAll(MAKE);
    return List.of(judge(Command.of(argv).run()));
  }

  static Finding judge(Command.Result made) {
    return made.worked()
        ? Finding.ok("namespaces", "mount, net, pid, ipc and uts can be made")
        : Finding.fail(
            "namespaces",
            "none can be made: " + made.err().strip(),
            "run as root, and see that sysctl user.max_net_namespaces and its like are not 0");
  }
}
