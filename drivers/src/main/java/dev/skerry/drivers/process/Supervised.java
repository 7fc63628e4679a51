package dev.skerry.drivers.process;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.Alive;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.Ended;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Signals;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.Observation.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One run as its supervisor script left it on disk. Everything is read anew at each call, so it
/// does not matter which agent started it.
final class Supervised {
  private static final String SHELL_NAME = "[A-Za-z_][A-Za-z0-9_]*";

  /// Names that a shell sets or resets by itself.
  private static final List<String> SHELL_OWN =
      List.of("IFS", "PWD", "OLDPWD", "OPTIND", "PPID", "PS1", "PS2", "PS4", "_");

  /// What an earlier launch of the same run may have made.
  private static final List<String> LEFT_BEHIND =
      List.of(
          "stdout",
          "stderr",
          "stdout.done",
          "stderr.done",
          "alive.new",
          "typed",
          TypedSession.INPUT,
          TypedSession.HANG_UP);

  private final DriverRoot root;
  private final RunRecord record;
  private final Path run;

  /// The main process, when it began, and its supervisor.
  private record Birth(Alive main, Instant at, Alive supervisor) {}

  Supervised(DriverRoot root, RunRecord record) {
    this.root = root;
    this.record = record;
    this.run = root.run(record.id());
  }

  /// The supervisor script in the driver's root, as this version has it.
  static void install(DriverRoot root) throws IOException {
    try (InputStream script = Supervised.class.getResourceAsStream("supervise.sh")) {
      if (script == null) {
        throw new IllegalStateException("supervise.sh is missing from the jar");
      }
      Disk.write(script(root), script.readAllBytes());
    }
  }

  boolean begun() throws IOException {
    return Files.exists(run.resolve("alive")) || Files.exists(exit()) || ended().isPresent();
  }

  /// A supervisor of this run exists, though it may not have come far.
  boolean supervised() throws IOException {
    return !Alive.withArgument(run.toString()).isEmpty();
  }

  void launch(List<String> argv, Path directory, Map<String, String> environment)
      throws IOException {
    for (String left : LEFT_BEHIND) {
      Files.deleteIfExists(run.resolve(left));
    }
    if (record.stdin() != ContainerPlan.Stdin.NONE) {
      Files.createFile(run.resolve("typed"));
    }
    if (!Files.exists(root.log(record.id()))) {
      Files.createFile(root.log(record.id()));
    }
    var plain = new TreeMap<String, String>();
    var command = new ArrayList<String>(List.of("setsid", "sh", script(root).toString()));
    command.addAll(List.of(run.toString(), exit().toString(), directory.toString()));
    var odd = new ArrayList<String>();
    environment.forEach((name, value) -> {
      if (name.matches(SHELL_NAME) && !SHELL_OWN.contains(name)) {
        plain.put(name, value);
      } else {
        odd.add(name + "=" + value);
      }
    });
    if (!odd.isEmpty()) {
      // A shell would lose these; env(1) hands them on.
      command.add(Command.find("env").orElse(Path.of("/usr/bin/env")).toString());
      command.addAll(odd);
    }
    command.addAll(argv);
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(plain);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(run.resolve("supervisor.log").toFile());
    Process ignored = builder.start();
  }

  State state() throws IOException {
    Optional<Ended> ended = ended();
    if (ended.isPresent()) {
      return ended.get().state();
    }
    Optional<Birth> birth = birth();
    Optional<String> code = Disk.text(exit());
    if (code.isPresent()) {
      Instant finished = Files.getLastModifiedTime(exit()).toInstant();
      return end(Integer.parseInt(code.get().strip()), birth, finished).state();
    }
    if (birth.isEmpty()) {
      return new State.Created();
    }
    if (birth.get().main().now() || birth.get().supervisor().now()) {
      return new State.Running(birth.get().at());
    }
    // The supervisor may have written the code between the two looks.
    code = Disk.text(exit());
    int last = code.isPresent() ? Integer.parseInt(code.get().strip()) : Ended.UNSEEN;
    return end(last, birth, Instant.now()).state();
  }

  /// Signals the whole process group.
  void signal(int number) throws IOException {
    Optional<Birth> birth = birth();
    if (birth.isPresent() && birth.get().main().now()) {
      Signals.send(-birth.get().main().pid(), number);
    }
  }

  /// Kills what is left of the run in whatever session, and its supervisor.
  void sweep() throws IOException {
    Strays.kill(root.mark() + "/" + record.handle());
    for (long pid : Alive.withArgument(run.toString())) {
      Signals.send(pid, Signals.KILL);
    }
  }

  void forget() throws IOException, DriverFailure {
    Files.deleteIfExists(exit());
    for (Path file : Disk.list(run)) {
      if (!String.valueOf(file.getFileName()).startsWith("log")) {
        Disk.delete(file);
      }
    }
    Disk.delete(run);
  }

  private Ended end(int code, Optional<Birth> birth, Instant finished) throws IOException {
    Path log = root.log(record.id());
    boolean fromLog = record.messageFromLog() && code != 0;
    String message = Ended.message(run.resolve("message"), log, fromLog);
    Instant started = birth.map(Birth::at).orElse(finished);
    var ended = new Ended(code, false, started, finished, message);
    ended.write(run);
    return ended;
  }

  private Optional<Ended> ended() throws IOException {
    return Ended.read(run);
  }

  private Optional<Birth> birth() throws IOException {
    Optional<String> line = Disk.text(run.resolve("alive"));
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      String[] words = line.get().strip().split(" ", -1);
      String boot = words[2];
      return Optional.of(
          new Birth(
              new Alive(Long.parseLong(words[0]), Long.parseLong(words[1]), boot),
              Instant.parse(words[3]),
              new Alive(Long.parseLong(words[4]), Long.parseLong(words[5]), boot)));
    } catch (DateTimeParseException | NumberFormatException | IndexOutOfBoundsException torn) {
      return Optional.empty();
    }
  }

  private Path exit() {
    return root.exits().resolve(record.handle());
  }

  private static Path script(DriverRoot root) {
    return root.directory().resolve("supervise.sh");
  }
}
