package dev.skerry.server.core;

import static dev.skerry.server.core.SiteBox.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Identity;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.site.SiteJoin;
import dev.skerry.server.site.SiteProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a site, here and there, when its Site is deleted.
final class RemovedSiteTest {
  private static final String JSON = "application/json";
  private static final String SITES = "/apis/skerry.dev/v1alpha1/sites";
  private static final String PLACED =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "placed"},
       "spec": {"terminationGracePeriodSeconds": 1, "containers": [
         {"name": "main", "image": "box:v1", "command": ["/bin/sh", "-c", "sleep 1000"]}]}}
      """;

  @TempDir Path home;

  private static boolean holds(Core core, String path, String name) throws Exception {
    return core.get(path, JSON).json().items("items").stream()
        .anyMatch(item -> item.text("metadata", "name").equals(name));
  }

  private static String said(Core core, String reason) throws Exception {
    return core.get("/api/v1/events", JSON).json().items("items").stream()
        .filter(event -> event.text("reason").equals(reason))
        .map(event -> event.text("involvedObject", "name") + ": " + event.text("message"))
        .findFirst()
        .orElse("");
  }

  @Test
  void itEndsWhatItHadKeepsItsOwnAndIsAStrangerFromThenOn() throws Exception {
    var box = new SiteBox(home);
    Core core = box.core;
    box.pod("own", "sleep 1000");
    assertThat(core.send("POST", "/api/v1/namespaces/default/pods", JSON, PLACED).status())
        .isEqualTo(201);
    eventually(
        "the core's pod runs at the site",
        () ->
            core.get("/api/v1/namespaces/default/pods/placed", JSON)
                .json()
                .text("status", "phase")
                .equals("Running"));
    String pods = "/api/v1/pods";
    assertThat(holds(core, "/api/v1/nodes", "s1-1")).isTrue();

    assertThat(core.send("DELETE", SITES + "/s1", JSON, "").status()).isEqualTo(200);
    eventually("it was let go", () -> said(core, "SiteLeft").startsWith("s1: "));
    assertThat(holds(core, "/api/v1/nodes", "s1-1")).isFalse();
    assertThat(holds(core, pods, "own.s1")).isFalse();
    assertThat(core.get("/sites/s1/api/v1/pods", JSON).status()).isEqualTo(404);

    try (var there = own(box)) {
      Json left = there.find(pods).orElseThrow();
      assertThat(left.items("items").stream().map(pod -> pod.text("metadata", "name")))
          .as("it goes on with what is its own")
          .containsExactly("own");
    }
    refused(box);
    again(core);
    try (var there = own(box)) {
      ApiClient.Answer _ =
          there.ask("DELETE", "/api/v1/namespaces/local/pods/own", Optional.empty());
      eventually(
          "its pod has ended", () -> there.find(pods).orElseThrow().items("items").isEmpty());
    }
    box.leave();
  }

  private ApiClient own(SiteBox box) throws Exception {
    return ApiClient.of(KubeFile.find(box.data.adminKubeconfig().toString(), Map.of()));
  }

  /// Its certificate, which is good for a year, opens neither the link nor the images.
  private static void refused(SiteBox box) throws Exception {
    Identity shown = new Vault(box.data).parentIdentity().orElseThrow().get();
    try (HttpClient client = box.core.as(shown)) {
      var images =
          client.send(
              box.core.request("/v2/box/tags/list").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(images.statusCode()).isEqualTo(403);
      assertThat(images.body()).contains("is not a member", "it was removed");

      URI link =
          URI.create(
              "wss"
                  + box.core
                      .request("/skerry/link")
                      .build()
                      .uri()
                      .toString()
                      .substring("https".length()));
      assertThatThrownBy(() ->
              client.newWebSocketBuilder().buildAsync(link, new WebSocket.Listener() {}).get())
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(403));

      var plain = box.core.get("/skerry/link", JSON);
      assertThat(plain.status() + " " + plain.body()).startsWith("426 ").contains("WebSocket");
    }
  }

  /// A new box takes the name with an ordinary token, and is followed as any other.
  private void again(Core core) throws Exception {
    Obj made = core.send("POST", "/skerry/v1/tokens", JSON, "{\"site\":\"s1\"}").json();
    String token = made.text("token");
    var data = new DataDir(home.resolve("again"));
    var wishes = new SiteJoin.Wishes(new Endpoint("127.0.0.1", 0), SiteBox.QUICK, Driver.PROCESS);
    URI above = core.request("").build().uri();
    SiteConfig config = SiteJoin.join(above, token, data, wishes);
    SiteBox.image(data, home);
    SiteProcess site = SiteProcess.start(data, config, "0.1.0", () -> {});
    eventually("its node is there", () -> holds(core, "/api/v1/nodes", "s1-1"));
    Obj followed = core.get(SITES + "/s1", JSON).json();
    assertThat(
            followed.items("status", "conditions").stream()
                .filter(condition -> condition.text("type").equals("HistoryAgreed"))
                .map(condition -> condition.text("status")))
        .doesNotContain("False");
    eventually(
        "the core's pod, which had no site, runs there",
        () ->
            core.get("/sites/s1/api/v1/namespaces/default/pods/placed", JSON)
                .json()
                .text("status", "phase")
                .equals("Running"));
    assertThat(core.send("DELETE", "/api/v1/namespaces/default/pods/placed", JSON, "").status())
        .isEqualTo(200);
    eventually(
        "the pod has ended",
        () -> core.get("/sites/s1/api/v1/namespaces/default/pods/placed", JSON).status() == 404);
    site.stop();
  }
}
