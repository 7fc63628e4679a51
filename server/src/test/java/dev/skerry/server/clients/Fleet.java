package dev.skerry.server.clients;

import dev.skerry.content.build.Assembly;
import dev.skerry.content.build.Layer;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.drivers.command.Command;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.core.CoreProcess;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.relay.Line;
import dev.skerry.server.relay.Place;
import dev.skerry.server.relay.Weather;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/// A core, a site with a node that runs processes, and the line between them, in this JVM.
final class Fleet {
  private static final String VERSION = "0.1.0";
  private static final Endpoint ANY = new Endpoint("127.0.0.1", 0);

  private final DataDir coreData;
  private final DataDir siteData;
  private CoreProcess core;
  private final Line line;
  private final SiteProcess site;

  Fleet(Path root) throws Exception {
    this(root, Pulse.DEFAULT);
  }

  Fleet(Path root, Pulse pulse) throws Exception {
    coreData = new DataDir(root.resolve("core"));
    siteData = new DataDir(root.resolve("s1"));
    CoreConfig config = CoreInit.init(coreData, new SiteName("core"), ANY, pulse);
    core = CoreProcess.start(coreData, config, VERSION, () -> {});
    line = new Line("s1", new Place.Tcp(0), new Place.Tcp(core.port()));
    var wishes = new SiteJoin.Wishes(ANY, pulse, Driver.PROCESS);
    URI parent = URI.create("https://127.0.0.1:" + line.port());
    SiteConfig joined = SiteJoin.join(parent, token(), siteData, wishes);
    image(root.resolve("scratch"));
    site = SiteProcess.start(siteData, joined, VERSION, () -> {});
  }

  private String token() throws Exception {
    var vault = new Vault(coreData);
    Identity admin =
        vault.authority().client(Principal.user("admin", Principal.MASTERS), Instant.now());
    try (var client =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().client(() -> admin, List.of(vault.ca())))
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://127.0.0.1:" + core.port() + "/skerry/v1/tokens"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"site\":\"s1\"}"))
              .build();
      byte[] answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      return JsonText.stored(answer).text("token");
    }
  }

  /// Relocatable images `box:v1` and `box:v2` of the machine's busybox, at the site already.
  private void image(Path scratch) throws Exception {
    var library =
        new Library(
            FileContents.at(siteData.content(), InstantSource.system()),
            FileTags.at(siteData.content()));
    Path busybox =
        Command.find("busybox")
            .orElseThrow(() ->
                new AssertionError(
                    "busybox is not on this machine: apt-get install busybox-static"));
    var layer = new Layer().file("bin/busybox", busybox);
    for (String applet : List.of("sh", "sleep", "cat", "echo", "stty", "httpd", "tar")) {
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
    var packed = layer.pack(library.contents(), Files.createDirectories(scratch));
    var digest = Assembly.image(library, run, List.of(packed));
    library.tag(Reference.parse("box:v1"), digest);
    library.tag(Reference.parse("box:v2"), digest);
  }

  Path coreConfig() {
    return coreData.adminKubeconfig();
  }

  Path siteConfig() {
    return siteData.adminKubeconfig();
  }

  /// Ends the core and starts it again on its port and its data.
  void restartCore() throws Exception {
    core.stop();
    core = CoreProcess.start(coreData, CoreConfig.read(coreData), VERSION, () -> {});
  }

  /// Streams that are open between core and site, at both of their ends.
  int streams() {
    return core.streams() + site.streams();
  }

  void cut() {
    line.weather(Weather.CLEAR.cut(true, true));
  }

  void heal() {
    line.weather(Weather.CLEAR);
  }

  void close() throws Exception {
    heal();
    site.stop();
    core.stop();
    line.close();
  }
}
