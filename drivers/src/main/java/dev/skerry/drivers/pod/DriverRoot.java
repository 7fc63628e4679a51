package dev.skerry.drivers.pod;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.PodId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The directory a driver keeps everything in, and the names of things in it:
///
/// ```
/// id                          eight hexadecimal digits that mark what is ours outside of it
/// pods/<uid>/pod.json         PodRecord
/// pods/<uid>/volumes/<name>
/// pods/<uid>/runs/<container>.<attempt>/run.json, log, end.json …
/// exits/<handle>              exit codes as the supervisor writes them
/// ```
public final class DriverRoot {
  private final Path directory;
  private final String mark;

  private DriverRoot(Path directory, String mark) {
    this.directory = directory;
    this.mark = mark;
  }

  /// Makes what is missing.
  public static DriverRoot open(Path directory) throws IOException {
    Path absolute = Files.createDirectories(directory).toRealPath();
    Files.createDirectories(absolute.resolve("pods"));
    Files.createDirectories(absolute.resolve("exits"));
    Optional<DriverRoot> before = existing(absolute);
    if (before.isPresent()) {
      return before.get();
    }
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    String mark = HexFormat.of().formatHex(random);
    Disk.write(absolute.resolve("id"), mark.getBytes(StandardCharsets.US_ASCII));
    return new DriverRoot(absolute, mark);
  }

  /// Empty when no driver ever used the directory.
  public static Optional<DriverRoot> existing(Path directory) throws IOException {
    Optional<String> mark = Disk.text(directory.resolve("id")).map(String::strip);
    if (mark.isEmpty() || !mark.get().matches("[0-9a-f]{8}")) {
      return Optional.empty();
    }
    return Optional.of(new DriverRoot(directory.toRealPath(), mark.get()));
  }

  public Path directory() {
    return directory;
  }

  /// Eight hexadecimal digits, the same for ever.
  public String mark() {
    return mark;
  }

  public Path pod(Uid pod) {
    return directory.resolve("pods").resolve(pod.value());
  }

  public Path volumes(Uid pod) {
    return pod(pod).resolve("volumes");
  }

  public Path exits() {
    return directory.resolve("exits");
  }

  /// A container's name is a path segment from here on, so it must be a label.
  public Path run(ContainerId id) {
    if (!Names.isLabel(id.name()) || id.attempt() < 0) {
      throw new IllegalArgumentException("not a container id: " + id);
    }
    return runs(id.pod()).resolve(id.name() + "." + id.attempt());
  }

  public Path log(ContainerId id) {
    return run(id).resolve("log");
  }

  /// The runtime's id of a run: 32 hexadecimal digits, the same for the same run.
  public String handle(ContainerId id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest((mark + "/" + id).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  public Optional<PodRecord> readPod(Uid pod) throws IOException {
    return Disk.read(pod(pod).resolve("pod.json")).flatMap(PodRecord::parse);
  }

  /// The pod, or a failure that says it was never set up.
  public PodRecord requirePod(PodId pod) throws IOException, DriverFailure {
    Optional<PodRecord> record = readPod(pod.uid());
    if (record.isEmpty()) {
      throw new DriverFailure(
          "PodNotSetUp",
          "pod " + pod.namespace() + "/" + pod.name() + " is not set up on this node; set it up");
    }
    return record.get();
  }

  public void writePod(PodRecord record) throws IOException {
    Path home = Files.createDirectories(pod(record.pod().uid()));
    Disk.write(home.resolve("pod.json"), record.json());
  }

  /// Every pod with a record, by uid.
  public List<PodRecord> pods() throws IOException {
    var pods = new ArrayList<PodRecord>();
    for (Path home : Disk.list(directory.resolve("pods"))) {
      Disk.read(home.resolve("pod.json")).flatMap(PodRecord::parse).ifPresent(pods::add);
    }
    return List.copyOf(pods);
  }

  public Optional<RunRecord> readRun(ContainerId id) throws IOException {
    return Disk.read(run(id).resolve("run.json")).flatMap(RunRecord::parse);
  }

  public void writeRun(RunRecord record) throws IOException {
    Path home = Files.createDirectories(run(record.id()));
    Disk.write(home.resolve("run.json"), record.json());
  }

  /// Every run with a record, by pod and name.
  public List<RunRecord> allRuns() throws IOException {
    var runs = new ArrayList<RunRecord>();
    for (Path home : Disk.list(directory.resolve("pods"))) {
      for (Path run : Disk.list(home.resolve("runs"))) {
        Disk.read(run.resolve("run.json")).flatMap(RunRecord::parse).ifPresent(runs::add);
      }
    }
    return List.copyOf(runs);
  }

  private Path runs(Uid pod) {
    return pod(pod).resolve("runs");
  }
}
