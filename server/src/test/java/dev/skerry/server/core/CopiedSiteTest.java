package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.backup.Backup;
import dev.skerry.server.backup.Restoration;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.SkerryCalls;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site whose directory somebody copies, as a directory: nothing in it says so.
final class CopiedSiteTest {
  private static final SiteName SITE = new SiteName("s1");
  private static final String SITES = "/apis/skerry.dev/v1alpha1/sites/";
  private static final String MAPS = "/api/v1/namespaces/local/configmaps";

  @TempDir Path home;
  private CoreProcess core;
  private ApiClient api;
  private SiteConfig config;
  private SiteProcess site;

  @BeforeEach
  void aSiteThatJoined() throws Exception {
    var data = new DataDir(home.resolve("core"));
    CoreConfig above =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), SiteBox.QUICK);
    core = CoreProcess.start(data, above, "0.1.0", () -> {});
    api = ApiClient.of(KubeFile.read(data.adminKubeconfig()));
    config = join(above, "s1", false);
    site = start("s1", config);
    SiteBox.eventually("the site is online", () -> says(api, "Online").equals("True Heard"));
  }

  @AfterEach
  void allEnd() throws Exception {
    site.stop();
    api.close();
    core.stop();
  }

  private SiteConfig join(CoreConfig above, String directory, boolean replace) throws Exception {
    String token = new SkerryCalls(api).makeToken(SITE, Duration.ofMinutes(5), replace);
    var wishes = new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), SiteBox.QUICK, Driver.PROCESS);
    return SiteJoin.join(
        above.plane().listen().https(), token, new DataDir(home.resolve(directory)), wishes);
  }

  private SiteProcess start(String directory, SiteConfig as) throws Exception {
    return SiteProcess.start(new DataDir(home.resolve(directory)), as, "0.1.0", () -> {});
  }

  private void copy(String from, String to) throws IOException {
    Path source = home.resolve(from);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path each : all.toList()) {
        Path target = home.resolve(to).resolve(source.relativize(each).toString());
        if (!Files.isDirectory(target)) {
          Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  @Test
  void anOldDirectoryIsNotLetInUntilItIsRestoredAsABackupIs() throws Exception {
    site.stop();
    copy("s1", "s1.old");
    site = start("s1", config);
    SiteBox.eventually("the site is heard again", () -> post("note") && isAt("note"));
    site.stop();
    Files.move(home.resolve("s1"), home.resolve("s1.lost"));
    Files.move(home.resolve("s1.old"), home.resolve("s1"));

    site = start("s1", config);
    SiteBox.eventually(
        "the core says so", () -> says(api, "SingleCopy").equals("False SecondCopyRefused"));
    assertThat(reasons(api)).contains("SecondCopyRefused");
    try (var own = own("s1")) {
      SiteBox.eventually(
          "the site says so", () -> says(own, "LetInByParent").equals("False RefusedByParent"));
      assertThat(JsonText.write(get(own, SITES + "s1")))
          .contains("SECOND_COPY: this box has not the store from which s1 spoke last");
      assertThat(reasons(own)).contains("RefusedByParent");
      assertThat(own.ask("POST", MAPS, Optional.of(map("mine"))).status())
          .as("it goes on by itself")
          .isEqualTo(201);
    }

    site.stop();
    Path file = home.resolve("s1.backup");
    Backup.write(new DataDir(home.resolve("s1")), file, false, "0.1.0");
    Restoration.restore(file, new DataDir(home.resolve("s1.restored")));
    site = start("s1.restored", SiteConfig.read(new DataDir(home.resolve("s1.restored"))));
    SiteBox.eventually("what it had is there", () -> isAt("mine"));
    try (var own = own("s1.restored")) {
      SiteBox.eventually("it is let in", () -> says(own, "LetInByParent").equals("True LetIn"));
    }
  }

  @Test
  void ofTwoBoxesWithOneKeyOneIsServed() throws Exception {
    site.stop();
    copy("s1", "copy");
    site = start("s1", config);
    SiteBox.eventually("the original is heard again", () -> post("note") && isAt("note"));
    PlaneConfig plane = PlaneConfig.fresh(SITE, new Endpoint("127.0.0.1", 0), SiteBox.QUICK);
    SiteProcess copy = start("copy", new SiteConfig(plane, config.parent(), config.node()));
    try {
      SiteBox.eventually(
          "the core says so", () -> says(api, "SingleCopy").equals("False SecondCopyRefused"));
      assertThat(isAt("note")).as("the original is served").isTrue();
      assertThat(says(api, "Online")).isEqualTo("True Heard");
    } finally {
      copy.stop();
    }
  }

  @Test
  void aBoxThatWasReplacedIsToldSo() throws Exception {
    CoreConfig above = CoreConfig.read(new DataDir(home.resolve("core")));
    SiteConfig other = join(above, "successor", true);
    SiteProcess successor = start("successor", other);
    try {
      SiteBox.eventually("the successor is online", () -> says(api, "Online").equals("True Heard"));
      assertThat(reasons(api)).contains("Replaced");
      try (var own = own("s1")) {
        SiteBox.eventually(
            "the old one is told",
            () -> says(own, "LetInByParent").equals("False RefusedByParent"));
        assertThat(JsonText.write(get(own, SITES + "s1")))
            .contains("site s1 is not a member of core with this key");
      }
    } finally {
      successor.stop();
    }
  }

  /// As after `--replace` for a box that is not gone: its store speaks again, under another key.
  @Test
  void aSiteThatJoinsAgainKeepsWhatItHasAndIsHeardAnew() throws Exception {
    SiteBox.eventually("the site has an object of its own", () -> post("note") && isAt("note"));
    site.stop();
    config = join(CoreConfig.read(new DataDir(home.resolve("core"))), "s1", true);
    site = start("s1", config);
    SiteBox.eventually("what it had is there", () -> isAt("note"));
    assertThat(reasons(api)).contains("Replaced");
    SiteBox.eventually("it is online", () -> says(api, "Online").equals("True Heard"));
    assertThat(says(api, "SingleCopy")).isEmpty();
  }

  @Test
  void aSiteThatWasRemovedComesBackWithWhatItHas() throws Exception {
    SiteBox.eventually("its node is known", () -> api.find("/api/v1/nodes/s1-1").isPresent());
    SiteBox.eventually("the site has an object of its own", () -> post("note") && isAt("note"));
    api.ask("DELETE", SITES + "s1", Optional.empty());
    SiteBox.eventually("it is let go", () -> reasons(api).contains("SiteLeft"));
    assertThat(api.find("/api/v1/nodes/s1-1")).isEmpty();
    site.stop();

    config = join(CoreConfig.read(new DataDir(home.resolve("core"))), "s1", false);
    site = start("s1", config);
    SiteBox.eventually("what it had is there", () -> isAt("note"));
    SiteBox.eventually("its node is heard of", () -> api.find("/api/v1/nodes/s1-1").isPresent());
  }

  @Test
  void anEmptyCoreEndsNothingAtASiteThatJoinsItUntilAPersonAccepts() throws Exception {
    String kept = "/api/v1/namespaces/default/configmaps";
    bringTheNamespace();
    api.ask("POST", kept, Optional.of(map("kept")));
    SiteBox.eventually("the site has it", () -> api.find("/sites/s1" + kept + "/kept").isPresent());
    api.close();
    core.stop();
    Files.move(home.resolve("core"), home.resolve("core.lost"));
    var data = new DataDir(home.resolve("core"));
    var address = new Endpoint("127.0.0.1", config.parent().getPort());
    CoreConfig empty = CoreInit.init(data, new SiteName("core"), address, SiteBox.QUICK);
    core = CoreProcess.start(data, empty, "0.1.0", () -> {});
    api = ApiClient.of(KubeFile.read(data.adminKubeconfig()));
    try (var own = own("s1")) {
      SiteBox.eventually(
          "the site says that this is not its core",
          () -> says(own, "LetInByParent").equals("False RefusedByParent"));
      site.stop();
      config = join(empty, "s1", false);
      site = start("s1", config);
      SiteBox.eventually("it is online", () -> says(api, "Online").equals("True Heard"));
      SiteBox.eventually(
          "the site says so", () -> says(own, "HistoryAgreed").equals("False ParentForgot"));
      SiteBox.eventually(
          "the core says so", () -> says(api, "HistoryAgreed").equals("False ParentForgot"));
      assertThat(own.find(kept + "/kept")).as("absence ends nothing").isPresent();
      new SkerryCalls(api).acceptHistory(Optional.of(SITE));
      SiteBox.eventually("both agree", () -> says(api, "HistoryAgreed").equals("True Agreed"));
      assertThat(own.find(kept + "/kept")).isEmpty();
    }
  }

  /// By a workload that is placed there, whose image nobody has.
  private void bringTheNamespace() throws Exception {
    api.ask(
        "POST",
        "/apis/skerry.dev/v1alpha1/namespaces/default/placements",
        Optional.of(
            json(
                """
                {"apiVersion": "skerry.dev/v1alpha1", "kind": "Placement",
                 "metadata": {"name": "everywhere"}, "spec": {"replicasPerSite": 1}}
                """)));
    api.ask(
        "POST",
        "/apis/apps/v1/namespaces/default/deployments",
        Optional.of(
            json(
                """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shop"},
                 "spec": {"selector": {"matchLabels": {"app": "shop"}},
                  "template": {"metadata": {"labels": {"app": "shop"}},
                   "spec": {"containers": [{"name": "main", "image": "nobody:v1"}]}}}}
                """)));
  }

  private ApiClient own(String directory) throws Exception {
    return ApiClient.of(KubeFile.read(new DataDir(home.resolve(directory)).adminKubeconfig()));
  }

  private static Json map(String name) {
    return json(
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"}}"
            .formatted(name));
  }

  private static Json json(String text) {
    return JsonText.stored(text.getBytes(StandardCharsets.UTF_8));
  }

  /// At the site, through its core.
  private boolean post(String name) throws Exception {
    int status = api.ask("POST", "/sites/s1" + MAPS, Optional.of(map(name))).status();
    return status == 201 || status == 409;
  }

  private boolean isAt(String name) throws Exception {
    return api.ask("GET", "/sites/s1" + MAPS + "/" + name, Optional.empty()).status() == 200;
  }

  private static Json get(ApiClient from, String path) throws Exception {
    return from.ask("GET", path, Optional.empty()).body();
  }

  /// Status and reason of a condition of the Site; empty while there is none.
  private static String says(ApiClient from, String condition) throws Exception {
    return get(from, SITES + "s1").items("status", "conditions").stream()
        .filter(c -> c.text("type").equals(condition))
        .map(c -> c.text("status") + " " + c.text("reason"))
        .findFirst()
        .orElse("");
  }

  private static List<String> reasons(ApiClient from) throws Exception {
    return get(from, "/api/v1/events").items("items").stream()
        .map(event -> event.text("reason"))
        .toList();
  }
}
