package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.page.Person;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.lab.LabDir;
import java.io.IOException;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A person at a lab of their own: types commands, looks at URLs, waits for what should come.
final class LabStory {
  /// For anything a lab should do in seconds; only a broken one takes it.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Person person;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /// Something that is true sooner or later.
  interface Hope {
    boolean holds() throws Exception;
  }

  LabStory(Person person) {
    this.person = person;
  }

  Person.Ran skerry(String... arguments) throws Exception {
    return person.skerry(arguments);
  }

  /// The command works; its standard output.
  String does(String... arguments) throws Exception {
    Person.Ran ran = skerry(arguments);
    assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran.err()).isZero();
    return ran.out();
  }

  String kubeconfig(String... which) throws Exception {
    var arguments = new ArrayList<>(List.of("lab", "kubeconfig"));
    arguments.addAll(List.of(which));
    return does(arguments.toArray(String[]::new)).strip();
  }

  /// How the shop stands at each site.
  List<Json> why() throws Exception {
    Map<String, String> core = Map.of("KUBECONFIG", kubeconfig());
    String answer = person.skerry(core, "why", "deployment/shop", "-o", "json").out();
    return parse("{\"items\":" + answer + "}").items("items");
  }

  /// What kubectl prints; its errors with it.
  Person.Ran kubectl(String kubeconfig, String... arguments) throws Exception {
    var argv = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig));
    argv.addAll(List.of(arguments));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Person.Ran(process.waitFor(), said, "");
  }

  Json status() throws Exception {
    return parse(does("lab", "status", "--output", "json"));
  }

  private static Json parse(String text) throws JsonRefused {
    return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
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

  /// What a lab's own things outside its directory are called by.
  static List<String> marks(LabDir lab) throws IOException {
    var marks = new ArrayList<>(List.of(lab.root().toString(), lab.mark()));
    if (Files.isDirectory(lab.root().resolve("sites"))) {
      try (Stream<Path> sites = Files.list(lab.root().resolve("sites"))) {
        for (Path site : sites.toList()) {
          Path driver = lab.site(site.getFileName().toString()).driver();
          marks.addAll(read(driver.resolve("id")).strip().lines().toList());
        }
      }
    }
    return marks;
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
