import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.Refused;

/// A core by itself, as a process of this build, in a directory of its own.
final class CoreUnderTest implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(15);
  private static final Duration LOOK = Duration.ofMillis(50);

  /// CPU in a second below which a process counts as idle; a tick and a look of ours are in it.
  private static final double IDLE_SECONDS = 0.15;

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final Process process;
  private final Path data;
  private final ApiClient client;
  private final double readySeconds;
  private final double readyCpu;

  private CoreUnderTest(Process process, Path data, long before) throws Exception {
    this.process = process;
    this.data = data;
    this.client = ApiClient.of(KubeFile.read(kubeconfig()));
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() - before > READY.toNanos()) {
        throw new IOException("the core did not start; see " + data.resolveSibling("core.log"));
      }
      Thread.sleep(LOOK);
    }
    readySeconds = (System.nanoTime() - before) / 1e9;
    readyCpu = cpu();
  }

  static void init(Path data) throws Exception {
    run(List.of("core", "init", "--data", data.toString(), "--listen", "127.0.0.1:0"));
  }

  /// Starts one and waits until it says that it is ready.
  static CoreUnderTest start(Path data) throws Exception {
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(System.getProperty("bench.skerry"), "core", "--data", data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolveSibling("core.log").toFile()))
            .start();
    return new CoreUnderTest(process, data, before);
  }

  static String run(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("bench.skerry"));
    command.addAll(arguments);
    return out(command);
  }

  private static String out(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " exited " + process.exitValue());
    }
    return answer;
  }

  private boolean ready() throws InterruptedException {
    try {
      return client.ask("GET", "/readyz", Optional.empty()).worked();
    } catch (Refused | IOException notYet) {
      return false;
    }
  }

  Path kubeconfig() {
    return data.resolve("admin.kubeconfig");
  }

  ApiClient client() {
    return client;
  }

  String start() {
    return String.format(Locale.ROOT, "ready after %.1f s, %.1f s CPU", readySeconds, readyCpu);
  }

  /// User and system time so far, seconds.
  double cpu() throws IOException {
    return Usage.of(pid()).cpuSeconds();
  }

  /// Waits until it does nothing more of its own.
  void settle() throws Exception {
    double before = cpu();
    while (true) {
      Thread.sleep(Duration.ofSeconds(1));
      double now = cpu();
      if (now - before < IDLE_SECONDS) {
        return;
      }
      before = now;
    }
  }

  double rssMib() throws IOException {
    return Usage.of(pid()).rssMib();
  }

  /// The most that was ever resident.
  double mostMib() throws IOException {
    return kib("VmHWM") / 1024.0;
  }

  private long kib(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", pid(), "status"))) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no " + name + " of " + pid());
  }

  long openFiles() throws IOException {
    try (var all = Files.list(Path.of("/proc", pid(), "fd"))) {
      return all.count();
    }
  }

  /// As by a power cut.
  void kill() throws InterruptedException {
    client.close();
    process.destroyForcibly().waitFor();
  }

  /// Bytes of the heap in use after a collection.
  long heap() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    out(List.of(jcmd, pid(), "GC.run"));
    Matcher used = USED.matcher(out(List.of(jcmd, pid(), "GC.heap_info")).split("[Mm]etaspace")[0]);
    long bytes = 0;
    while (used.find()) {
      bytes += Long.parseLong(used.group(1)) * 1024;
    }
    return bytes;
  }

  /// The body of an answer, as it comes.
  String get(String path) throws Exception {
    HttpResponse<java.io.InputStream> answer = client.stream(client.request(path).build());
    try (var body = answer.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String pid() {
    return Long.toString(process.pid());
  }

  @Override
  public void close() throws Exception {
    client.close();
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }
}
