package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.console.Console;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A person at a lab of their own: types commands, looks at URLs, waits for what should come.
final class LabStory {
  /// For anything a lab should do in seconds; only a broken one takes it.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path home;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  record Ran(int code, String out, String err) {
    String lastLine() {
      return out.strip().lines().reduce("", (_, next) -> next);
    }
  }

  /// Something that is true sooner or later.
  interface Hope {
    boolean holds() throws Exception;
  }

  LabStory(Path home) throws IOException {
    this.home = home;
    if (System.getProperty("skerry.root", "").isEmpty()) {
      System.setProperty("skerry.root", Path.of("..").toRealPath().toString());
    }
  }

  Ran skerry(String... arguments) {
    return skerry(Map.of(), arguments);
  }

  private Ran skerry(Map<String, String> more, String... arguments) {
    var environment = new TreeMap<>(more);
    environment.put("SKERRY_HOME", home.toString());
    var out = new StringWriter();
    var err = new StringWriter();
    var console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), environment);
    int code = Skerry.run(console, arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  /// The command works; its standard output.
  String does(String... arguments) {
    Ran ran = skerry(arguments);
    assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran.err()).isZero();
    return ran.out();
  }

  String kubeconfig(String... which) {
    var arguments = new ArrayList<>(List.of("lab", "kubeconfig"));
    arguments.addAll(List.of(which));
    return does(arguments.toArray(String[]::new)).strip();
  }

  String why() {
    Ran ran = skerry(Map.of("KUBECONFIG", kubeconfig()), "why", "deployment/shop", "-o", "json");
    return ran.out();
  }

  /// What kubectl prints; its errors with it.
  Ran kubectl(String kubeconfig, String... arguments) throws Exception {
    var argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig));
    argv.addAll(List.of(arguments));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said, "");
  }

  Json status() throws Exception {
    return JsonText.parse(
            does("lab", "status", "--output", "json").getBytes(StandardCharsets.UTF_8),
            JsonLimits.REQUEST)
        .value();
  }

  Json site(String name) throws Exception {
    return status().items("sites").stream()
        .filter(each -> each.text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// What the shop says of itself; an empty object while it says nothing.
  Json info(String appUrl) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(appUrl + "/info"))
              .timeout(Duration.ofSeconds(5))
              .build();
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return JsonText.parse(answer.body(), JsonLimits.REQUEST).value();
    } catch (IOException | JsonRefused silent) {
      return Json.object().build();
    }
  }

  void sell(String appUrl) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(appUrl + "/sale"))
            .POST(HttpRequest.BodyPublishers.ofString("item=herring&price=3"))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    assertThat(status).isBetween(200, 299);
  }

  void eventually(String what, Hope hope) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hope.holds()) {
      assertThat(System.nanoTime()).as("waited too long: " + what).isLessThan(end);
      boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    }
  }

  /// Command lines, mounts and names of namespaces and control groups that carry one of `marks`.
  List<String> traces(List<String> marks) throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path each : processes.toList()) {
        keep(marks, read(each.resolve("cmdline")).replace('\0', ' '), found);
      }
    }
    read(Path.of("/proc/self/mounts")).lines().forEach(mount -> keep(marks, mount, found));
    for (Path root : List.of(Path.of("/run/netns"), Path.of("/sys/fs/cgroup"))) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> walk = Files.walk(root, 4)) {
          walk.filter(Files::isReadable).forEach(each -> keep(marks, each.toString(), found));
        }
      }
    }
    return found;
  }

  private static void keep(List<String> marks, String text, List<String> found) {
    if (marks.stream().anyMatch(text::contains)) {
      found.add(text);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
