package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.console.Console;
import dev.skerry.server.lab.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Machines that each run one role from a directory of their own, as an operator would start them.
final class Machines {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TALK =
      """
      resources: res
      entrypoint: [app/busybox, sh, -c, "echo begun on $NODE; exec app/busybox sleep 100000"]
      workdir: /
      labels: {skerry.dev/relocatable: "true"}
      """;

  private final Path home;
  private final TreeMap<String, Process> running = new TreeMap<>();

  record Ran(int code, String out, String err) {}

  /// Something that is true sooner or later.
  interface Hope {
    boolean holds() throws Exception;
  }

  Machines(Path home) {
    this.home = home;
  }

  Path directory(String machine) {
    return home.resolve(machine);
  }

  String kubeconfig(String machine) {
    return directory(machine).resolve("admin.kubeconfig").toString();
  }

  /// Where the API of a machine is, as its kubeconfig says.
  String url(String machine) throws IOException {
    return Files.readString(Path.of(kubeconfig(machine)))
        .lines()
        .filter(line -> line.contains("server:"))
        .map(line -> line.replace("server:", "").replace("\"", "").strip())
        .findFirst()
        .orElseThrow();
  }

  /// A command as somebody with that machine's kubeconfig types it.
  Ran skerry(String kubeconfig, String... arguments) {
    var environment = new TreeMap<>(Map.of("SKERRY_HOME", home.resolve("user").toString()));
    environment.put("KUBECONFIG", kubeconfig);
    var out = new StringWriter();
    var err = new StringWriter();
    var console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment);
    int code = Skerry.run(console, arguments);
    return new Ran(code, out.toString().strip(), err.toString());
  }

  /// The command works; its standard output.
  String does(String kubeconfig, String... arguments) {
    Ran ran = skerry(kubeconfig, arguments);
    assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran.err()).isZero();
    return ran.out();
  }

  void start(String machine, Jvm.Role size, String role) throws IOException {
    start(machine, size, role, Map.of());
  }

  /// @param more variables of its environment
  void start(String machine, Jvm.Role size, String role, Map<String, String> more)
      throws IOException {
    var builder =
        new ProcessBuilder(Jvm.command(size, role, "--data", directory(machine).toString()));
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().putAll(more);
    running.put(
        machine,
        builder
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(machine).toFile()))
            .start());
  }

  private Path log(String machine) {
    return home.resolve(machine + ".log");
  }

  /// On its terminal, and in its newest log file.
  String said(String machine) throws IOException {
    Path file = directory(machine).resolve("log/skerry.0.log");
    return Files.readString(log(machine)) + (Files.exists(file) ? Files.readString(file) : "");
  }

  boolean runs(String machine) {
    Process process = running.get(machine);
    return process != null && process.isAlive();
  }

  /// As a crash or a power cut ends it; what it ran goes on.
  void kill(String machine) throws InterruptedException {
    Process process = running.remove(machine);
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /// Lets the process stand still, or go on.
  void signal(String machine, String name) throws Exception {
    Process process = Objects.requireNonNull(running.get(machine), machine);
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  /// Programs out of images that run at a machine.
  List<ProcessHandle> programs(String machine) {
    String below = directory(machine).toString();
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().filter(c -> c.startsWith(below)).isPresent())
        .toList();
  }

  void killPrograms(String machine) {
    programs(machine).forEach(ProcessHandle::destroyForcibly);
  }

  /// What kubectl prints; its errors with it.
  Ran kubectl(String machine, String... arguments) throws Exception {
    Process process = begin(machine, arguments);
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said, "");
  }

  Process begin(String machine, String... arguments) throws IOException {
    var argv =
        new ArrayList<>(
            List.of(
                "kubectl",
                "--kubeconfig",
                kubeconfig(machine),
                "--cache-dir",
                home.resolve("cache").toString()));
    argv.addAll(List.of(arguments));
    return new ProcessBuilder(argv).redirectErrorStream(true).start();
  }

  /// An image that says where it runs, of the machine's static busybox, at the core.
  void pushTalk(String name) throws IOException {
    Path source = Files.createDirectories(home.resolve("talk"));
    Path resources = Files.createDirectories(source.resolve("res"));
    if (Files.notExists(resources.resolve("busybox"))) {
      Files.copy(Path.of("/usr/bin/busybox"), resources.resolve("busybox"));
    }
    Files.writeString(source.resolve("image.yaml"), TALK);
    does("", "image", "build", "-t", name, source.toString());
    does(kubeconfig("core"), "image", "push", name);
  }

  /// Asks a site to run the image that says where it runs.
  void applyTalk(String site, int replicas) throws Exception {
    pushTalk("talk:v1");
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: talk, namespace: local}
        spec:
          replicas: %d
          selector: {matchLabels: {app: talk}}
          template:
            metadata: {labels: {app: talk}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: talk:v1
                env:
                - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
        """
            .formatted(replicas);
    Path manifest = Files.writeString(home.resolve("talk.yaml"), deployment);
    eventually(
        "it is accepted", () -> kubectl(site, "apply", "-f", manifest.toString()).code() == 0);
  }

  boolean answers(String machine) throws Exception {
    return kubectl(machine, "get", "--raw", "/readyz").code() == 0;
  }

  void eventually(String what, Hope hope) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hope.holds()) {
      assertThat(System.nanoTime()).as(() -> "waited too long: " + what + logs()).isLessThan(end);
      boolean _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
    }
  }

  private String logs() {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        String machine = file.getFileName().toString().replace(".log", "");
        all.append("\n== ").append(machine).append('\n').append(said(machine));
      }
    } catch (IOException gone) {
      all.append(gone);
    }
    return all.toString();
  }

  void end() throws InterruptedException {
    for (String machine : List.copyOf(running.keySet())) {
      kill(machine);
    }
    String below = home.toString();
    ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(c -> c.contains(below)).isPresent())
        .filter(p -> p.pid() != ProcessHandle.current().pid())
        .forEach(ProcessHandle::destroyForcibly);
  }
}
