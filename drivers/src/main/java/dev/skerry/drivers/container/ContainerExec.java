package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.drivers.session.Sessions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A command in a running container. What to run is a file for the runtime, never an argument: the
/// environment in it may hold secrets.
final class ContainerExec {
  private static final System.Logger LOG = System.getLogger(ContainerExec.class.getName());
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Duration PID_LIMIT = Duration.ofSeconds(2);

  private ContainerExec() {}

  static ExecSession start(
      DriverRoot root, OciRuntime runtime, RunRecord record, ExecRequest request)
      throws IOException {
    Path home = Files.createTempDirectory(root.run(record.id()), "exec");
    Path pid = home.resolve("pid");
    Obj process =
        record
            .process()
            .with("args", Json.strings(request.command()))
            .with("terminal", request.tty());
    Disk.write(home.resolve("process.json"), process);
    var arguments = new ArrayList<String>(List.of("exec", "--process"));
    arguments.addAll(List.of(home.resolve("process.json").toString(), "--pid-file"));
    arguments.add(pid.toString());
    if (request.tty()) {
      arguments.add("--tty");
    }
    arguments.add(record.handle());
    var start =
        new Sessions.Start(
            runtime.argv(arguments), Map.of("PATH", PATH), Path.of("/"), ignored -> kill(pid));
    return request.tty() ? Sessions.terminal(start) : Sessions.piped(start, request.stdin());
  }

  /// The runtime's client alone can be killed without its command noticing.
  private static void kill(Path pidFile) {
    try {
      // runc notes the pid only after the command has begun.
      boolean ignored = Waiting.until(() -> Disk.text(pidFile).isPresent(), PID_LIMIT);
      String pid = Disk.text(pidFile).orElse("").strip();
      if (pid.matches("[0-9]{1,10}")) {
        Signals.send(Long.parseLong(pid), Signals.KILL);
      }
    } catch (IOException failed) {
      LOG.log(Level.WARNING, "exec-kill-failed", failed);
    }
  }
}
