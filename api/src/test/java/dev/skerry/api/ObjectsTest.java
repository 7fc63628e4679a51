package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ObjectsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private TestApi api;

  @BeforeAll
  void start() throws Exception {
    api = TestApi.start();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void anObjectIsCreatedReadChangedAndDeleted() throws Exception {
    var created = api.post(MAPS, TestApi.configMap("one", "colour", "red"));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().text("metadata", "uid")).isNotEmpty();
    var patched =
        api.send(
            "PATCH",
            MAPS + "/one",
            "{\"data\":{\"colour\":\"blue\"}}",
            "Content-Type",
            "application/merge-patch+json");
    assertThat(patched.status()).isEqualTo(200);
    assertThat(api.get(MAPS + "/one").json().text("data", "colour")).isEqualTo("blue");
    assertThat(api.send("DELETE", MAPS + "/one", "").json().text("status")).isEqualTo("Success");
    assertThat(api.get(MAPS + "/one").status()).isEqualTo(404);
  }

  @Test
  void aListGoesOnWhereItStoppedInTheViewItBeganWith() throws Exception {
    String maps = namespace("pages");
    for (String name : new String[] {"a", "b", "c"}) {
      assertThat(api.post(maps, TestApi.configMap(name)).status()).isEqualTo(201);
    }
    Obj first = api.get(maps + "?limit=2").json();
    assertThat(first.items("items")).hasSize(2);
    assertThat(first.integer("metadata", "remainingItemCount")).hasValue(1);
    api.send("DELETE", maps + "/c", "");
    Obj rest = api.get(maps + "?limit=2&continue=" + first.text("metadata", "continue")).json();
    assertThat(rest.items("items")).hasSize(1);
    assertThat(rest.text("metadata", "resourceVersion"))
        .isEqualTo(first.text("metadata", "resourceVersion"));
  }

  @Test
  void aWatchTellsWhatEntersAndLeavesItsSelection() throws Exception {
    String maps = namespace("watched");
    String from = api.get(maps).json().text("metadata", "resourceVersion");
    var response =
        api.admin()
            .send(
                api.request(maps + "?watch=true&labelSelector=in%3Dyes&resourceVersion=" + from)
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (var events = lines(response.body())) {
      api.post(maps, TestApi.configMap("m"));
      label(maps, "yes");
      assertThat(next(events).text("type")).isEqualTo("ADDED");
      label(maps, "no");
      Obj gone = next(events);
      assertThat(gone.text("type")).isEqualTo("DELETED");
      assertThat(gone.text("object", "metadata", "resourceVersion"))
          .isEqualTo(api.get(maps + "/m").json().text("metadata", "resourceVersion"));
    }
  }

  @Test
  void aWatchListEndsItsBeginningWithABookmark() throws Exception {
    String maps = namespace("listed");
    api.post(maps, TestApi.configMap("here"));
    var response =
        api.admin()
            .send(
                api.request(
                        maps
                            + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                            + "&resourceVersionMatch=NotOlderThan")
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (var events = lines(response.body())) {
      assertThat(next(events).text("object", "metadata", "name")).isEqualTo("here");
      Obj mark = next(events);
      assertThat(mark.text("type")).isEqualTo("BOOKMARK");
      assertThat(mark.text("object", "metadata", "annotations", "k8s.io/initial-events-end"))
          .isEqualTo("true");
    }
  }

  @Test
  void aSelectionOfObjectsIsDeletedAtOnce() throws Exception {
    String maps = namespace("swept");
    for (String name : new String[] {"a", "b"}) {
      api.post(maps, TestApi.configMap(name));
    }
    assertThat(api.send("DELETE", maps + "?fieldSelector=metadata.name%3Da", "").status())
        .isEqualTo(200);
    var left = api.get(maps).json().items("items");
    assertThat(left.stream().map(item -> item.text("metadata", "name"))).containsExactly("b");
  }

  @Test
  void aWatchListWithoutAMatchIsRefused() throws Exception {
    api.post(MAPS, TestApi.configMap("old"));
    assertThat(api.get(MAPS + "?watch=true&sendInitialEvents=true").status()).isEqualTo(422);
  }

  private void label(String maps, String value) throws Exception {
    api.send(
        "PATCH",
        maps + "/m",
        "{\"metadata\":{\"labels\":{\"in\":\"" + value + "\"}}}",
        "Content-Type",
        "application/merge-patch+json");
  }

  private String namespace(String name) throws Exception {
    var made =
        api.post(
            "/api/v1/namespaces",
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\""
                + name
                + "\"}}");
    assertThat(made.status()).isEqualTo(201);
    return "/api/v1/namespaces/" + name + "/configmaps";
  }

  private static BufferedReader lines(InputStream body) {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  private static Obj next(BufferedReader lines) throws Exception {
    return JsonText.stored(lines.readLine().getBytes(StandardCharsets.UTF_8));
  }
}
