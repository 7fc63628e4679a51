package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String PARTIAL =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: web}]}
      """;
  private static final String ROLLED_OUT =
      """
      {"status": {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1,
      "readyReplicas": 1, "availableReplicas": 1,
      "conditions": [{"type": "Available", "status": "True"}]}}
      """;

  @TempDir Path home;
  private Core core;

  @BeforeEach
  void start() throws Exception {
    core = new Core(home);
    try (var namespaces =
        core.watch("/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Ddefault")) {
      assertThat(next(namespaces).text("type")).isEqualTo("ADDED");
    }
  }

  @AfterEach
  void stop() throws Exception {
    core.close();
  }

  private static Obj next(BufferedReader events) throws Exception {
    return JsonText.stored(events.readLine().getBytes(StandardCharsets.UTF_8));
  }

  private static String told(Obj event) {
    return event.text("type") + " " + event.text("object", "metadata", "name");
  }

  private String create(String name, String colour) throws Exception {
    String body =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", "ConfigMap")
            .put(
                "metadata",
                Obj.EMPTY.with("name", name).withAt(Json.of(colour), "labels", "colour"))
            .build()
            .toString();
    var made = core.send("POST", MAPS, JSON, body);
    assertThat(made.status()).isEqualTo(201);
    return made.revision();
  }

  private String paint(String name, String colour) throws Exception {
    String body = "{\"metadata\":{\"labels\":{\"colour\":\"" + colour + "\"}}}";
    return core.send("PATCH", MAPS + "/" + name, MERGE, body).revision();
  }

  private void delete(String name) throws Exception {
    assertThat(core.send("DELETE", MAPS + "/" + name, JSON, "").status()).isEqualTo(200);
  }

  @Test
  void aWatchFromARevisionTellsEveryLaterChangeOnce() throws Exception {
    String from = create("a", "red");
    create("b", "red");
    String painted = paint("b", "blue");
    delete("a");
    for (var version : HttpClient.Version.values()) {
      if (!version.name().startsWith("HTTP_3")) {
        sequence(version, from, painted);
      }
    }
  }

  private void sequence(HttpClient.Version version, String from, String painted) throws Exception {
    try (var client = core.client(version);
        var events =
            core.watch(
                client, MAPS + "?watch=true&timeoutSeconds=1&resourceVersion=" + from, JSON)) {
      assertThat(told(next(events))).isEqualTo("ADDED b");
      Obj changed = next(events);
      assertThat(told(changed)).isEqualTo("MODIFIED b");
      assertThat(changed.text("object", "metadata", "resourceVersion")).isEqualTo(painted);
      Obj gone = next(events);
      assertThat(told(gone)).isEqualTo("DELETED a");
      assertThat(Long.parseLong(gone.text("object", "metadata", "resourceVersion")))
          .isGreaterThan(Long.parseLong(painted));
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void leavingASelectionIsADeletionAtTheRevisionOfTheChange() throws Exception {
    create("a", "red");
    create("b", "blue");
    try (var events = core.watch(MAPS + "?watch=true&labelSelector=colour%3Dred")) {
      assertThat(told(next(events))).isEqualTo("ADDED a");
      String left = paint("a", "blue");
      Obj gone = next(events);
      assertThat(told(gone)).isEqualTo("DELETED a");
      assertThat(gone.text("object", "metadata", "resourceVersion")).isEqualTo(left);
      assertThat(gone.text("object", "metadata", "labels", "colour")).isEqualTo("red");
      paint("b", "red");
      assertThat(told(next(events))).isEqualTo("ADDED b");
    }
  }

  @Test
  void aTableWatchTellsItsColumnsOnce() throws Exception {
    create("a", "red");
    create("b", "red");
    try (var client = core.client(HttpClient.Version.HTTP_1_1);
        var events = core.watch(client, MAPS + "?watch=true&timeoutSeconds=1", TABLE)) {
      Obj first = next(events);
      Obj second = next(events);
      assertThat(first.text("object", "kind")).isEqualTo("Table");
      assertThat(first.items("object", "columnDefinitions")).isNotEmpty();
      assertThat(second.items("object", "columnDefinitions")).isEmpty();
      assertThat(second.items("object", "rows").getFirst().text("object", "metadata", "name"))
          .isEqualTo("b");
    }
  }

  @Test
  void aMetadataWatchCarriesNoData() throws Exception {
    create("a", "red");
    try (var client = core.client(HttpClient.Version.HTTP_2);
        var events = core.watch(client, MAPS + "?watch=true&timeoutSeconds=1", PARTIAL)) {
      Obj object = next(events).obj("object");
      assertThat(object.text("kind")).isEqualTo("PartialObjectMetadata");
      assertThat(object.keys()).containsExactly("apiVersion", "kind", "metadata");
    }
  }

  @Test
  void aWatchThatAsksForBookmarksEndsWithOne() throws Exception {
    String made = create("a", "red");
    String query = "?watch=true&allowWatchBookmarks=true&timeoutSeconds=1&resourceVersion=";
    try (var events = core.watch(MAPS + query + made)) {
      Obj mark = next(events);
      assertThat(mark.text("type")).isEqualTo("BOOKMARK");
      assertThat(mark.text("object", "kind")).isEqualTo("ConfigMap");
      assertThat(Long.parseLong(mark.text("object", "metadata", "resourceVersion")))
          .isGreaterThanOrEqualTo(Long.parseLong(made));
      assertThat(events.readLine()).isNull();
    }
  }

  @Test
  void aRevisionBeforeTheWindowIsGoneAndAWatchInYamlIsNotAcceptable() throws Exception {
    create("a", "red");
    core.close();
    core = new Core(home);
    var old = core.get(MAPS + "?watch=true&resourceVersion=1", JSON);
    assertThat(old.status()).isEqualTo(410);
    assertThat(old.json().text("reason")).isEqualTo("Expired");
    assertThat(core.get(MAPS + "?watch=true", "application/yaml").status()).isEqualTo(406);
    assertThat(core.get(MAPS, "application/xml").status()).isEqualTo(406);
    assertThat(core.get(MAPS, "application/yaml").contentType()).isEqualTo("application/yaml");
  }

  @Test
  void aServerThatStopsEndsItsWatches() throws Exception {
    try (var events = core.watch(MAPS + "?watch=true&resourceVersion=" + create("a", "red"))) {
      core.stop();
      assertThat(events.readLine()).isNull();
    }
    core = new Core(home);
  }

  @Test
  void kubectlFollowsAListAsItChanges() throws Exception {
    assumeKubectl();
    create("a", "red");
    Process get = core.kubectl("get", "configmaps", "-w");
    try (var printed = get.inputReader(StandardCharsets.UTF_8)) {
      assertThat(printed.readLine()).startsWith("NAME");
      assertThat(made(printed)).startsWith("a ");
      create("b", "red");
      assertThat(made(printed)).startsWith("b ");
    } finally {
      get.destroy();
    }
  }

  /// The next line about something that this test made.
  private static String made(BufferedReader printed) throws IOException {
    String line = printed.readLine();
    while (line.startsWith("kube-root-ca.crt ")) {
      line = printed.readLine();
    }
    return line;
  }

  @Test
  void kubectlWaitsForAValueAndForADeletion() throws Exception {
    assumeKubectl();
    create("a", "red");
    Process value = waiting("--for=jsonpath={.metadata.labels.colour}=blue", "configmap/a");
    paint("a", "blue");
    assertThat(rest(value)).contains("configmap/a condition met");
    Process deletion = waiting("--for=delete", "configmap/a");
    delete("a");
    assertThat(rest(deletion)).contains("configmap/a condition met");
  }

  @Test
  void kubectlFollowsARolloutAndWaitsForACondition() throws Exception {
    assumeKubectl();
    String deployments = "/apis/apps/v1/namespaces/default/deployments";
    assertThat(core.send("POST", deployments, "application/yaml", DEPLOYMENT).status())
        .isEqualTo(201);
    Process rollout = watching("rollout", "status", "deployment/web", "--timeout=60s", "-v=6");
    Process condition = waiting("--for=condition=Available", "deployment/web");
    String status = deployments + "/web/status";
    assertThat(core.send("PATCH", status, MERGE, ROLLED_OUT).status()).isEqualTo(200);
    assertThat(rest(rollout)).contains("deployment \"web\" successfully rolled out");
    assertThat(rest(condition)).contains("deployment.apps/web condition met");
  }

  private Process waiting(String what, String object) throws Exception {
    return watching("wait", what, object, "--timeout=60s", "-v=6");
  }

  /// Returns when kubectl watches.
  private Process watching(String... words) throws Exception {
    Process wait = core.kubectl(words);
    BufferedReader printed = wait.inputReader(StandardCharsets.UTF_8);
    String line = printed.readLine();
    while (line != null && !line.contains("watch=true")) {
      line = printed.readLine();
    }
    assertThat(line).as("kubectl watched").isNotNull();
    return wait;
  }

  private static List<String> rest(Process process) throws Exception {
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).readAllLines();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static void assumeKubectl() {
    assumeThat(kubectlIsThere()).as("kubectl is on the path").isTrue();
  }

  private static boolean kubectlIsThere() {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(dir -> Path.of(dir, "kubectl").toFile().canExecute());
  }
}
