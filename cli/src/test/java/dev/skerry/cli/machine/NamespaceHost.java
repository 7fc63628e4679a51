package dev.skerry.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A clean machine with a network, a file system and a systemd of its own, which shares this one's
/// kernel and, read-only, its `/usr`. Nothing of it stays after [#close].
final class NamespaceHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path script;
  private final Path home;
  private final Process outer;
  private final long first;

  /// What a command said.
  record Ran(int code, String out, String err) {
    String lastLine() {
      return out.strip().lines().reduce("", (_, next) -> next);
    }
  }

  /// Something that is true sooner or later.
  interface Hope {
    boolean holds() throws Exception;
  }

  private NamespaceHost(Path script, Path home, Process outer, long first) {
    this.script = script;
    this.home = home;
    this.outer = outer;
    this.first = first;
  }

  static boolean isPossible() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/lib/systemd/systemd"));
  }

  /// Returns when its systemd has started all it has.
  ///
  /// @param home a directory of its own
  /// @param media what it sees as `/media`
  static NamespaceHost boot(String name, Path home, Path media) throws Exception {
    Files.createDirectories(home);
    Path script = home.resolve("host.sh");
    try (InputStream text = NamespaceHost.class.getResourceAsStream("host.sh")) {
      Files.write(script, Optional.ofNullable(text).orElseThrow().readAllBytes());
    }
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path said = home.resolve("boot.log");
    var builder =
        new ProcessBuilder(script.toString(), name, home.toString(), media.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process outer = builder.start();
    eventually(
        name + " has a first process",
        () -> {
          assertThat(outer.isAlive()).as(Files.readString(said)).isTrue();
          return init(outer).isPresent();
        });
    var host = new NamespaceHost(script, home, outer, init(outer).orElseThrow());
    eventually(
        name + " is up",
        () ->
            List.of("running", "degraded")
                .contains(host.run("systemctl is-system-running").out().strip()));
    return host;
  }

  private static Optional<Long> init(Process outer) throws IOException {
    for (ProcessHandle child : outer.children().toList()) {
      Path name = Path.of("/proc", Long.toString(child.pid()), "comm");
      if (Files.exists(name) && Files.readString(name).strip().equals("systemd")) {
        return Optional.of(child.pid());
      }
    }
    return Optional.empty();
  }

  static void eventually(String what, Hope hope) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hope.holds()) {
      assertThat(System.nanoTime()).as("waited too long: " + what).isLessThan(end);
      boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    }
  }

  /// Joins the two by a cable.
  static void connect(NamespaceHost one, String address, NamespaceHost other, String another)
      throws Exception {
    ours(
        List.of(
            "ip",
            "link",
            "add",
            "cable",
            "netns",
            Long.toString(one.first),
            "type",
            "veth",
            "peer",
            "name",
            "cable",
            "netns",
            Long.toString(other.first)));
    one.does("ip address add " + address + "/24 dev cable && ip link set cable up");
    other.does("ip address add " + another + "/24 dev cable && ip link set cable up");
  }

  /// A file as this machine sees it.
  Path file(String path) {
    return home.resolve("root" + path);
  }

  /// Runs a script there as root.
  Ran run(String text) throws Exception {
    return process(
        List.of(
            script.toString(),
            "enter",
            home.toString(),
            Long.toString(first),
            "sh",
            "-euc",
            "cd /media; " + text));
  }

  /// The script works; what it said on standard output.
  String does(String text) throws Exception {
    Ran ran = run(text);
    assertThat(ran.code()).as(text + ": " + ran.out() + ran.err()).isZero();
    return ran.out();
  }

  /// A program of this machine in that one's network.
  String fromOutside(String... argv) throws Exception {
    var all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(first), "--net"));
    all.addAll(List.of(argv));
    return ours(all);
  }

  private static String ours(List<String> argv) throws Exception {
    Ran ran = process(argv);
    assertThat(ran.code()).as(String.join(" ", argv) + ": " + ran.err()).isZero();
    return ran.out();
  }

  private static Ran process(List<String> argv) throws Exception {
    Path err = Files.createTempFile("namespace-host", "");
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectError(err.toFile())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }

  /// Pulls its plug: all its processes end with its first one.
  @Override
  public void close() {
    ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
    Process _ = outer.onExit().join();
    try {
      eventually(
          "its control groups are gone",
          () -> process(List.of(script.toString(), "stop", home.toString())).code() == 0);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception broken) {
      throw new IllegalStateException("a host does not go", broken);
    }
  }
}
