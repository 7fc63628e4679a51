package dev.skerry.drivers.container;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.Alive;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.Ended;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.Observation.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run as conmon and the runtime left it on disk. Everything is read anew at each call, so it
/// does not matter which agent started it. One thread at a time for one run.
final class ContainerRun {
  /// conmon drops the log beyond this; the driver rotates at a third, so only while it is gone.
  private static final String LOG_BACKSTOP = Long.toString(3 * LogRotation.MAX_BYTES);

  private static final Duration CREATE_LIMIT = Duration.ofSeconds(60);

  /// Descriptor 3 is where conmon says how the creation went; a file, as Java has no way to hand
  /// over a pipe.
  private static final String WITH_SYNC = "exec \"$@\" 3>\"$0\"";

  private final DriverRoot root;
  private final OciRuntime runtime;
  private final RunRecord record;
  private final Path run;
  private final String handle;

  ContainerRun(DriverRoot root, OciRuntime runtime, RunRecord record) {
    this.root = root;
    this.runtime = runtime;
    this.record = record;
    this.run = root.run(record.id());
    this.handle = record.handle();
  }

  Path rootfs() {
    return run.resolve("rootfs");
  }

  Path bundle() {
    return run.resolve("bundle");
  }

  Path message() {
    return run.resolve("message");
  }

  boolean begun() throws IOException {
    return Ended.read(run).isPresent() || Files.exists(exit()) || started().isPresent();
  }

  /// A crash may have come between the start and its note.
  boolean adopt() throws IOException {
    if (!Files.exists(pidFile())) {
      return false;
    }
    Command.Result state = runtime.call("state", handle);
    if (!state.worked() || !state.out().contains("\"running\"")) {
      return false;
    }
    note();
    return true;
  }

  /// Creates and starts from the bundle; the root file system is mounted.
  void launch(ContainerPlan.Stdin stdin, boolean tty) throws IOException, DriverFailure {
    Path sync = run.resolve("sync");
    Files.deleteIfExists(sync);
    var argv = new ArrayList<String>(List.of("sh", "-c", WITH_SYNC, sync.toString(), "conmon"));
    argv.addAll(List.of("--api-version", "1", "-c", handle, "-u", handle));
    argv.addAll(List.of("-n", record.id().name(), "-r", runtime.program().toString()));
    argv.addAll(List.of("--runtime-arg=--root=" + runtime.state(), "-b", bundle().toString()));
    argv.addAll(List.of("-p", pidFile().toString()));
    argv.addAll(List.of("--conmon-pidfile", run.resolve("conmon.pid").toString()));
    argv.addAll(List.of("-l", "k8s-file:" + root.log(record.id())));
    argv.addAll(List.of("--log-size-max", LOG_BACKSTOP, "--log-level", "warning"));
    argv.addAll(List.of("--exit-dir", root.exits().toString()));
    argv.addAll(List.of("--socket-dir-path", root.directory().resolve("ctl").toString()));
    switch (stdin) {
      case NONE -> {}
      case ONCE -> argv.add("-i");
      case KEPT -> argv.addAll(List.of("-i", "--leave-stdin-open"));
    }
    if (tty) {
      argv.add("-t");
    }
    Files.createDirectories(root.directory().resolve("ctl"));
    Command.of(argv).environment("_OCI_SYNCPIPE", "3").must();
    created(sync);
    Command.Result start = runtime.call("start", handle);
    if (!start.worked()) {
      throw new DriverFailure("StartError", start.err().strip());
    }
    note();
  }

  /// conmon's own directory for the run, which has its socket.
  Path sockets() {
    return root.directory().resolve("ctl").resolve(handle);
  }

  State state() throws IOException {
    Optional<Ended> ended = Ended.read(run);
    if (ended.isPresent()) {
      return ended.get().state();
    }
    Optional<Obj> started = started();
    if (Files.exists(exit())) {
      return end(started).state();
    }
    if (started.isEmpty()) {
      return new State.Created();
    }
    boolean held =
        Alive.parse(started.get().obj("main")).now()
            || Alive.parse(started.get().obj("conmon")).now();
    if (held) {
      return new State.Running(instant(started.get().text("at")));
    }
    // conmon may have written the code between the two looks.
    return end(started).state();
  }

  boolean running() throws IOException {
    return state() instanceof State.Running;
  }

  void signal(int number) throws IOException {
    Command.Result sent = runtime.call("kill", handle, Integer.toString(number));
    if (!sent.worked() && number == Signals.KILL && started().isPresent()) {
      Alive main = Alive.parse(started().get().obj("main"));
      if (main.now()) {
        Signals.send(main.pid(), number);
      }
    }
  }

  /// Removes what is alive or mounted of the run; its files stay.
  void release() throws IOException {
    Command.Result ignored = runtime.call("delete", "--force", handle);
    for (long pid : Alive.withArgument(bundle().toString())) {
      Signals.send(pid, Signals.KILL);
    }
    // A power cut leaves the runtime's notes on disk without a container.
    Disk.delete(runtime.state().resolve(handle));
    Disk.delete(root.directory().resolve("ctl").resolve(handle));
    Mounts.release(run);
  }

  void forget() throws IOException {
    release();
    Files.deleteIfExists(exit());
    for (Path file : Disk.list(run)) {
      if (!String.valueOf(file.getFileName()).startsWith("log")) {
        Disk.delete(file);
      }
    }
    Disk.delete(run);
  }

  /// Pid of conmon, if it is alive.
  Optional<Alive> conmon() throws IOException {
    return started().map(started -> Alive.parse(started.obj("conmon"))).filter(Alive::now);
  }

  private void created(Path sync) throws IOException, DriverFailure {
    Optional<Obj> said = Disk.read(sync);
    long end = System.nanoTime() + CREATE_LIMIT.toNanos();
    while (said.isEmpty() && System.nanoTime() < end) {
      Waiting.pause();
      said = Disk.read(sync);
    }
    long pid = said.map(answer -> answer.integer("data").orElse(-1)).orElse(-1L);
    if (pid <= 0) {
      String why = said.map(answer -> answer.text("message")).orElse("no answer from conmon");
      throw new DriverFailure("StartError", record.id().name() + ": " + why.strip());
    }
  }

  private void note() throws IOException {
    long main = pid(pidFile());
    long conmon = pid(run.resolve("conmon.pid"));
    Alive gone = new Alive(-1, -1, "");
    Disk.write(
        run.resolve("started.json"),
        Json.object()
            .put("main", Alive.of(main).orElse(gone).json())
            .put("conmon", Alive.of(conmon).orElse(gone).json())
            .put("at", Instant.now().toString())
            .build());
  }

  private Ended end(Optional<Obj> started) throws IOException {
    Optional<String> code = Disk.text(exit());
    Instant finished =
        code.isPresent() ? Files.getLastModifiedTime(exit()).toInstant() : Instant.now();
    int last = code.map(text -> Integer.parseInt(text.strip())).orElse(Ended.UNSEEN);
    boolean fromLog = record.messageFromLog() && last != 0;
    var ended =
        new Ended(
            last,
            Cgroups.of(root).outOfMemory(handle),
            started.map(json -> instant(json.text("at"))).orElse(finished),
            finished,
            Ended.message(message(), root.log(record.id()), fromLog));
    ended.write(run);
    release();
    return ended;
  }

  private Optional<Obj> started() throws IOException {
    return Disk.read(run.resolve("started.json"));
  }

  private Path exit() {
    return root.exits().resolve(handle);
  }

  private Path pidFile() {
    return run.resolve("pid");
  }

  private static long pid(Path file) throws IOException {
    String text = Disk.text(file).orElse("").strip();
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException torn) {
      return Instant.EPOCH;
    }
  }
}
