package dev.skerry.server.core;

import dev.skerry.content.build.Assembly;
import dev.skerry.content.build.Layer;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.drivers.command.Command;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.relay.Line;
import dev.skerry.server.relay.Place;
import dev.skerry.server.relay.Weather;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A core and a site that joined it, each as a process would run it, and a line between them that
/// can be cut. The site has an image of the machine's busybox and runs plain processes.
final class SiteBox {
  static final Pulse QUICK = new Pulse(Duration.ofSeconds(1), Duration.ofSeconds(4));
  private static final String JSON = "application/json";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final Core core;
  final DataDir data;
  final SiteConfig config;
  private final Line line;
  private SiteProcess site;

  SiteBox(Path home) throws Exception {
    core = new Core(home.resolve("core"), QUICK);
    line =
        new Line("s1", new Place.Tcp(0), new Place.Tcp(core.request("").build().uri().getPort()));
    String token =
        core.send("POST", "/skerry/v1/tokens", JSON, "{\"site\":\"s1\"}").json().text("token");
    data = new DataDir(home.resolve("s1"));
    var wishes = new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), QUICK, Driver.PROCESS);
    URI above = URI.create("https://127.0.0.1:" + line.port());
    config = SiteJoin.join(above, token, data, wishes);
    image(data, home);
    site = SiteProcess.start(data, config, "0.1.0", () -> {});
    eventually(
        "the site answers through its core",
        () -> core.get("/sites/s1/api/v1/namespaces/local", JSON).status() == 200);
  }

  SiteProcess site() {
    return site;
  }

  void cut() {
    line.weather(Weather.CLEAR.cut(true, true));
  }

  void heal() {
    line.weather(Weather.CLEAR);
  }

  /// The machine's busybox as the image `box:v1` of a site.
  static void image(DataDir data, Path home) throws Exception {
    image(data.content(), home);
  }

  /// @param home for what is in between
  static void image(Path content, Path home) throws Exception {
    var library =
        new Library(FileContents.at(content, InstantSource.system()), FileTags.at(content));
    Path busybox = Command.find("busybox").orElseThrow();
    var layer = new Layer().file("bin/busybox", busybox);
    for (String applet : List.of("sh", "sleep", "cat", "echo", "stty", "httpd", "tar", "wc")) {
      layer.symbolicLink("bin/" + applet, "busybox");
    }
    var labels = new TreeMap<String, String>();
    labels.put("skerry.dev/relocatable", "true");
    var run =
        new ImageConfig(
            Platform.linux(System.getProperty("os.arch", "")),
            List.of(),
            List.of("/bin/sh"),
            List.of(),
            "",
            "",
            "",
            labels,
            List.of(),
            List.of());
    Path scratch = Files.createDirectories(home.resolve("scratch"));
    var digest = Assembly.image(library, run, List.of(layer.pack(library.contents(), scratch)));
    library.tag(Reference.parse("box:v1"), digest);
  }

  /// Runs a pod of the site's own and waits until the core shows it ready.
  void pod(String name, String script) throws Exception {
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s"},
         "spec": {"terminationGracePeriodSeconds": 1, "containers": [
           {"name": "main", "image": "box:v1", "command": ["/bin/sh", "-c", "%s"]}]}}
        """
            .formatted(name, script);
    eventually(
        "the pod is made",
        () ->
            core.send("POST", "/sites/s1/api/v1/namespaces/local/pods", JSON, pod).status() == 201);
    eventually(
        "the core shows the pod running",
        () ->
            core.get("/api/v1/namespaces/local/pods/" + name + ".s1", JSON)
                .json()
                .text("status", "phase")
                .equals("Running"));
  }

  /// Something that is true sooner or later.
  interface Hope {
    boolean holds() throws Exception;
  }

  static void eventually(String what, Hope hope) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!hope.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited too long: " + what);
      }
      boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  void end() throws Exception {
    heal();
    String pods = "/sites/s1/api/v1/namespaces/local/pods";
    eventually("the pods are deleted", () -> core.send("DELETE", pods, JSON, "").status() == 200);
    eventually(
        "the pods are gone",
        () -> {
          Core.Reply left = core.get(pods, JSON);
          return left.status() == 200 && left.json().items("items").isEmpty();
        });
    leave();
  }

  /// Stops all, whatever runs.
  void leave() throws Exception {
    site.stop();
    core.close();
    line.close();
  }
}
