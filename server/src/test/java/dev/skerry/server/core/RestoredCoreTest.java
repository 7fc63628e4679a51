package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.backup.Backup;
import dev.skerry.server.backup.Restoration;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.Refused;
import dev.skerry.server.client.SkerryCalls;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core that comes back from yesterday's backup, and its site, which knows better.
final class RestoredCoreTest {
  private static final SiteName SITE = new SiteName("s1");
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

  @TempDir Path home;

  @Test
  void nothingEndsUntilAPersonAcceptsTheRestoredCoreAndThenWhatItHasWins() throws Exception {
    var data = new DataDir(home.resolve("core"));
    CoreConfig config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), SiteBox.QUICK);
    CoreProcess core = CoreProcess.start(data, config, "0.1.0", () -> {});
    try (var api = ApiClient.of(KubeFile.read(data.adminKubeconfig()))) {
      var calls = new SkerryCalls(api);
      SiteProcess site = join(config, calls);
      furnish(api);
      String pod = pod(api);
      Path file = home.resolve("core.backup");
      Backup.write(data, file, false, "0.1.0");
      post(api, MAPS, map("late", "second"));
      post(api, DEPLOYMENTS, deployment("late"));
      put(api, MAPS + "/note", map("note", "second"));
      SiteBox.eventually("the site has what is new", () -> word(api, "late").equals("second"));
      SiteBox.eventually("the site has what changed", () -> word(api, "note").equals("second"));

      core.stop();
      Files.move(data.root(), home.resolve("core.lost"));
      Restoration.restore(file, data);
      core = CoreProcess.start(data, CoreConfig.read(data), "0.1.0", () -> {});
      SiteBox.eventually(
          "the site tells what it keeps", () -> stand(calls).text("message").contains("kept are"));
      assertThat(reason(calls)).isEqualTo("ParentForgot");
      assertThat(stand(calls).text("message"))
          .contains("ConfigMap default/late, Deployment default/late")
          .contains("ConfigMap default/note")
          .contains("skerry history accept --site s1");
      assertThat(word(api, "late")).isEqualTo("second");
      assertThat(word(api, "note")).isEqualTo("second");
      assertThat(reasons(api, "")).contains("ParentForgot");
      assertThat(reasons(api, "/sites/s1")).contains("ParentForgot");
      assertThat(JsonText.write(get(api, "/sites/s1/apis/skerry.dev/v1alpha1/sites/s1")))
          .contains("\"reason\":\"ParentForgot\"");

      assertThatExceptionOfType(Refused.class)
          .isThrownBy(() -> calls.acceptHistory(Optional.of(new SiteName("s9"))))
          .withMessageContaining("no site named s9 has joined core");
      calls.acceptHistory(Optional.of(SITE));
      SiteBox.eventually("both follow one history", () -> reason(calls).equals("Agreed"));
      SiteBox.eventually("what the core has wins", () -> word(api, "note").equals("first"));
      assertThat(api.find("/sites/s1" + MAPS + "/late")).isEmpty();
      assertThat(api.find("/sites/s1" + DEPLOYMENTS + "/late")).isEmpty();
      assertThat(pod(api)).as("what both know ran on").isEqualTo(pod);
      assertThat(reasons(api, "")).contains("HistoryAgreed");
      calls.acceptHistory(Optional.empty());
      SiteBox.eventually("it was agreed already", () -> reason(calls).equals("Agreed"));

      assertThat(api.ask("DELETE", DEPLOYMENTS + "/shop", Optional.empty()).worked()).isTrue();
      SiteBox.eventually("nothing runs", () -> pods(api).isEmpty());
      site.stop();
    } finally {
      core.stop();
    }
  }

  private SiteProcess join(CoreConfig core, SkerryCalls calls) throws Exception {
    String token = calls.makeToken(SITE, Duration.ofMinutes(5), false);
    var data = new DataDir(home.resolve("s1"));
    var wishes = new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), SiteBox.QUICK, Driver.PROCESS);
    SiteConfig config = SiteJoin.join(core.plane().listen().https(), token, data, wishes);
    SiteBox.image(data, home);
    return SiteProcess.start(data, config, "0.1.0", () -> {});
  }

  private static void furnish(ApiClient api) throws Exception {
    post(
        api,
        "/apis/skerry.dev/v1alpha1/namespaces/default/placements",
        """
        {"apiVersion": "skerry.dev/v1alpha1", "kind": "Placement",
         "metadata": {"name": "everywhere"}, "spec": {"replicasPerSite": 1}}
        """);
    post(api, MAPS, map("note", "first"));
    post(api, DEPLOYMENTS, deployment("shop"));
    SiteBox.eventually("the site has the map", () -> word(api, "note").equals("first"));
    SiteBox.eventually(
        "the shop runs",
        () ->
            pods(api).stream()
                .map(p -> p.text("status", "phase"))
                .toList()
                .equals(List.of("Running")));
  }

  private static String map(String name, String word) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s"},
     "data": {"word": "%s"}}
    """
        .formatted(name, word);
  }

  private static String deployment(String name) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"},
     "spec": {"selector": {"matchLabels": {"app": "%s"}},
      "template": {"metadata": {"labels": {"app": "%s"}},
       "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "main",
         "image": "box:v1", "command": ["/bin/sh", "-c", "while true; do sleep 1; done"]}]}}}}
    """
        .formatted(name, name, name);
  }

  private static void post(ApiClient api, String path, String body) throws Exception {
    assertThat(api.ask("POST", path, Optional.of(json(body))).status()).isEqualTo(201);
  }

  private static void put(ApiClient api, String path, String body) throws Exception {
    assertThat(api.ask("PUT", path, Optional.of(json(body))).status()).isEqualTo(200);
  }

  private static Json json(String text) {
    return JsonText.stored(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Json get(ApiClient api, String path) throws Exception {
    return api.ask("GET", path, Optional.empty()).body();
  }

  /// What a map at the site says; empty when it is not there, or the site is not.
  private static String word(ApiClient api, String name) throws Exception {
    return get(api, "/sites/s1" + MAPS + "/" + name).text("data", "word");
  }

  private static List<Json> pods(ApiClient api) throws Exception {
    return get(api, "/sites/s1/api/v1/namespaces/default/pods").items("items").stream()
        .filter(p -> p.text("metadata", "name").startsWith("shop-"))
        .toList();
  }

  /// The uid of the shop's one pod, and how often it was restarted.
  private static String pod(ApiClient api) throws Exception {
    Json only = pods(api).getFirst();
    return only.text("metadata", "uid")
        + only.items("status", "containerStatuses").getFirst().integer("restartCount");
  }

  private static Json stand(SkerryCalls calls) throws Exception {
    return calls.history().getFirst();
  }

  private static String reason(SkerryCalls calls) throws Exception {
    return stand(calls).text("reason");
  }

  private static List<String> reasons(ApiClient api, String below) throws Exception {
    return get(api, below + "/api/v1/events").items("items").stream()
        .map(event -> event.text("reason"))
        .toList();
  }
}
