package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site's API at its core while the site is cut off: what the core holds of it, with its age.
final class CutSiteTest {
  private static final String JSON = "application/json";
  private static final String CORE_MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String NODES = "/sites/s1/api/v1/nodes";
  private static final String NOTES = "/sites/s1/api/v1/namespaces/local/configmaps";
  private static final String WORKLOAD =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "till"}, "spec": {
        "replicas": 1, "selector": {"matchLabels": {"app": "till"}}, "template": {
          "metadata": {"labels": {"app": "till"}}, "spec": {"terminationGracePeriodSeconds": 1,
            "containers": [{"name": "main", "image": "box:v1",
              "command": ["/bin/sh", "-c", "exec sleep 100000"]}]}}}}
      """;

  @TempDir Path home;
  private SiteBox box;

  @BeforeEach
  void aSiteWithWorkOfItsOwnAndOfTheCore() throws Exception {
    box = new SiteBox(home);
    box.pod("web", "exec sleep 100000");
    made(CORE_MAPS, map("menu"));
    made("/apis/apps/v1/namespaces/default/deployments", WORKLOAD);
    made(NOTES, map("note"));
    SiteBox.eventually("the till runs", () -> text("get", "pods").contains("Running"));
    SiteBox.eventually("the menu is there", () -> text("get", "cm", "menu").contains("menu"));
  }

  @AfterEach
  void end() throws Exception {
    box.core.send("DELETE", "/apis/apps/v1/namespaces/default/deployments/till", JSON, "");
    box.heal();
    SiteBox.eventually("the till is gone", () -> !text("get", "pods").contains("till"));
    box.end();
  }

  private void made(String path, String object) throws Exception {
    assertThat(box.core.send("POST", path, JSON, object).status()).isEqualTo(201);
  }

  private static String map(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"}}";
  }

  private record Said(int code, String text) {}

  private Said site(String... words) throws Exception {
    var command = new ArrayList<>(box.core.command("/sites/s1", words));
    command.addAll(1, List.of("-n", "default"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private String text(String... words) throws Exception {
    return site(words).text();
  }

  @Test
  void aCutSiteIsReadWithItsAgeAndNotWritten() throws Exception {
    assertThat(box.core.get(NOTES + "/note", JSON).age()).isEmpty();
    box.cut();
    SiteBox.eventually("the core answers", () -> !box.core.get(NODES, JSON).age().isEmpty());

    Said pods = site("get", "pods", "-o", "wide");
    assertThat(pods.code()).as(pods.text()).isZero();
    assertThat(pods.text())
        .contains("till-", "Running", "s1-1")
        .contains("Warning: site s1 does not answer; this is what core holds of it", "s ago");
    assertThat(text("-n", "local", "get", "pod", "web", "-o", "name")).contains("pod/web");
    assertThat(text("get", "nodes")).contains("s1-1");
    assertThat(text("get", "deployment", "till")).contains("1/1");
    assertThat(text("get", "cm", "-A")).contains("menu", "such as namespace local, is not in it");

    refused(site("-n", "local", "get", "cm"), "of namespace local are homed at s1");
    refused(site("get", "replicasets"), "kept only there");
    refused(site("get", "pods", "--watch-only"), "changes can be watched only at the site");
    refused(site("logs", "deployment/till"), "pods/log is answered only by the site itself");
    refused(site("delete", "cm", "menu"), "site s1 does not answer");
    refused(site("-n", "local", "create", "cm", "new"), "last heard");
    assertThat(box.core.send("POST", NOTES, JSON, map("new")).json().text("reason"))
        .isEqualTo("SiteUnreachable");

    box.heal();
    SiteBox.eventually("the site answers", () -> box.core.get(NODES, JSON).age().isEmpty());
    assertThat(text("-n", "local", "get", "cm")).contains("note").doesNotContain("Warning", "new");
  }

  private static void refused(Said said, String why) {
    assertThat(said.code()).as(said.text()).isEqualTo(1);
    assertThat(said.text()).contains(why, "own API");
  }
}
