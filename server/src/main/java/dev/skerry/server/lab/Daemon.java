package dev.skerry.server.lab;

import dev.skerry.drivers.pod.Alive;
import dev.skerry.model.json.JsonText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// One process of a lab. It outlives whoever starts it: a session of its own, no input, output to a
/// file. Known again by its pid file.
public final class Daemon {
  /// What a process says outside its own bounded log, bytes; beyond that the file starts anew at
  /// the next start.
  private static final long MAX_OUTPUT_BYTES = 1L << 20;

  /// A JVM that was asked to end writes its last lines within this.
  private static final Duration GRACE = Duration.ofSeconds(10);

  static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final LabDir lab;
  private final String name;

  /// @param name such as `core`, `relay`, `site-s1`
  public Daemon(LabDir lab, String name) {
    this.lab = lab;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /// Standard output and error.
  public Path output() {
    return lab.logs().resolve(name + ".out");
  }

  /// What the process logs, bounded by itself; `%g` counts older files.
  public Path log() {
    return lab.logs().resolve(name + ".%g.log");
  }

  /// Where it printed and logged, written to last first.
  public List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.list(lab.logs())) {
      return all.filter(file -> file.getFileName().toString().startsWith(name + "."))
          .filter(file -> !file.getFileName().toString().endsWith(".lck"))
          .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed())
          .toList();
    }
  }

  /// Empty when it does not run.
  public OptionalLong pid() {
    Optional<Alive> pid = read().filter(Alive::now);
    return pid.isPresent() ? OptionalLong.of(pid.get().pid()) : OptionalLong.empty();
  }

  public boolean isAlive() {
    return pid().isPresent();
  }

  /// Starts it unless it runs. One that runs and was not written down ends first.
  ///
  /// @param command ends with the path that this process alone works with
  /// @return whether it was started now
  public boolean start(List<String> command) throws IOException, InterruptedException {
    if (isAlive()) {
      return false;
    }
    Unwritten.end(command.getLast());
    rotate();
    var argv = new ArrayList<String>(List.of("setsid"));
    argv.addAll(command);
    var builder = new ProcessBuilder(argv);
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().put("SKERRY_LOG_FILE", log().toString());
    builder.environment().put("SKERRY_HOME", lab.home().toString());
    Process process =
        builder
            .directory(lab.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
            .start();
    Alive alive =
        Alive.of(process.pid())
            .orElseThrow(() -> new IOException(name + " ended at once; see " + output()));
    Path unfinished = pidFile().resolveSibling(name + ".pid.new");
    Files.write(unfinished, JsonText.bytes(alive.json()));
    Files.move(unfinished, pidFile(), StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private void rotate() throws IOException {
    if (Files.exists(output()) && Files.size(output()) > MAX_OUTPUT_BYTES) {
      Files.move(
          output(), output().resolveSibling(name + ".out.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Ends it in its own time, then by force.
  public void stop() {
    signal(false);
    if (!await(GRACE)) {
      kill();
    }
  }

  /// Ends it as a power cut would; it is gone on return.
  public void kill() {
    signal(true);
    await(GRACE);
  }

  /// Asks it to end, without waiting.
  public void signal(boolean force) {
    read()
        .filter(Alive::now)
        .flatMap(pid -> ProcessHandle.of(pid.pid()))
        .ifPresent(handle -> {
          boolean _ = force ? handle.destroyForcibly() : handle.destroy();
        });
  }

  private boolean await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (isAlive() && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !isAlive();
  }

  private Path pidFile() {
    return lab.processes().resolve(name + ".pid");
  }

  private Optional<Alive> read() {
    try {
      return Optional.of(Alive.parse(JsonText.stored(Files.readAllBytes(pidFile()))));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException | IllegalStateException torn) {
      return Optional.empty();
    }
  }
}
