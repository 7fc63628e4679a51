package dev.skerry.server.node;

import dev.skerry.model.meta.NodeName;
import dev.skerry.node.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What this machine is and has left, from `/proc`, `/etc` and the disk of the data directory. What
/// cannot be read counts as empty or none. Milliseconds; one thread.
public final class MachineFacts {
  private static final long KIB = 1024;
  private static final int MILLIS_PER_CPU = 1000;

  /// As many as Kubernetes lets a node have.
  private static final int MOST_PODS = 110;

  /// What does not change while the process runs.
  ///
  /// @param runtime version of what runs containers
  public record Fixed(
      NodeName name,
      Path data,
      String driver,
      String runtime,
      String skerryVersion,
      List<String> addresses) {}

  private final Fixed fixed;
  private final Path proc;
  private final Path etc;
  private final Supplier<List<Machine.Image>> images;
  private final Machine.Software software;
  private final Instant booted;

  public MachineFacts(Fixed fixed, Supplier<List<Machine.Image>> images) {
    this(fixed, images, Path.of("/proc"), Path.of("/etc"));
  }

  MachineFacts(Fixed fixed, Supplier<List<Machine.Image>> images, Path proc, Path etc) {
    this.fixed = fixed;
    this.images = images;
    this.proc = proc;
    this.etc = etc;
    this.software = software();
    this.booted = booted();
  }

  private Machine.Software software() {
    return new Machine.Software(
        text(etc.resolve("machine-id")),
        text(proc.resolve("sys/kernel/random/boot_id")),
        text(proc.resolve("sys/kernel/osrelease")),
        osImage(),
        architecture(),
        fixed.runtime(),
        fixed.skerryVersion());
  }

  private String osImage() {
    return lines(etc.resolve("os-release")).stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", "").strip())
        .findFirst()
        .orElse("Linux");
  }

  /// As Go names it.
  static String architecture() {
    return switch (System.getProperty("os.arch", "")) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  private Instant booted() {
    return lines(proc.resolve("stat")).stream()
        .filter(line -> line.startsWith("btime "))
        .map(line -> Instant.ofEpochSecond(number(line.substring("btime ".length()))))
        .findFirst()
        .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /// The machine now.
  public Machine look() {
    long memory = memory("MemTotal:");
    var store = fixed.data().toFile();
    var usage = new Machine.Usage(memory("MemAvailable:"), store.getUsableSpace(), freePids());
    return new Machine(
        fixed.name(),
        (long) Runtime.getRuntime().availableProcessors() * MILLIS_PER_CPU,
        memory,
        store.getTotalSpace(),
        0,
        0,
        MOST_PODS,
        software,
        fixed.driver(),
        fixed.addresses(),
        images.get(),
        usage,
        booted);
  }

  /// Bytes.
  private long memory(String field) {
    return lines(proc.resolve("meminfo")).stream()
        .filter(line -> line.startsWith(field))
        .map(line -> number(line.substring(field.length()).replace("kB", "")) * KIB)
        .findFirst()
        .orElse(0L);
  }

  /// The fourth field of loadavg is `running/all` tasks (proc_loadavg(5)).
  private long freePids() {
    long most = number(text(proc.resolve("sys/kernel/pid_max")));
    String[] load = text(proc.resolve("loadavg")).split(" ", -1);
    Optional<String> tasks = load.length > 3 ? Optional.of(load[3]) : Optional.empty();
    return most - tasks.map(t -> number(t.substring(t.indexOf('/') + 1))).orElse(0L);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static String text(Path file) {
    return String.join("\n", lines(file)).strip();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }
}
