package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.JsonText;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site's own API as it is reached through its core, over a real link.
final class SiteApiTest {
  private static final String JSON = "application/json";
  private static final String MAPS = "/sites/s1/api/v1/namespaces/local/configmaps";
  private static final String MAP =
      "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\"}}";

  @TempDir Path home;

  @Test
  void aSitesApiAnswersThroughItsCoreAndItsWatchesAreLive() throws Exception {
    var core = new Core(home.resolve("core"));
    String token =
        core.send("POST", "/skerry/v1/tokens", JSON, "{\"site\":\"s1\"}").json().text("token");
    var data = new DataDir(home.resolve("s1"));
    var wishes = new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), Pulse.DEFAULT, Driver.PROCESS);
    var config = SiteJoin.join(core.request("").build().uri(), token, data, wishes);
    SiteProcess site = SiteProcess.start(data, config, "0.1.0", () -> {});
    while (core.get("/sites/s1/api/v1/namespaces/local", JSON).status() != 200) {
      Thread.onSpinWait();
    }
    try (BufferedReader watch = core.watch(MAPS + "?watch=true")) {
      assertThat(core.send("POST", MAPS, JSON, MAP).status()).isEqualTo(201);
      String event = watch.readLine();
      while (event.contains("kube-root-ca.crt")) {
        event = watch.readLine();
      }
      assertThat(
              JsonText.stored(event.getBytes(StandardCharsets.UTF_8))
                  .text("object", "metadata", "name"))
          .isEqualTo("one");
    }
    assertThat(core.send("HEAD", MAPS + "/one", JSON, "").status()).isEqualTo(200);
    site.stop();
    var cut = core.get(MAPS, JSON);
    assertThat(cut.status()).isEqualTo(503);
    assertThat(cut.json().text("reason")).isEqualTo("SiteUnreachable");
    assertThat(cut.json().text("message")).contains("last heard");
    core.close();
  }
}
