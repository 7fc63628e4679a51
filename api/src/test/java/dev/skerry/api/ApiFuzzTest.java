package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.fuzz.Wild;
import dev.skerry.control.loop.Input;
import dev.skerry.control.role.Controllers;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests from seeds against the API of a core and of a site, with their controllers. Each is
/// answered, never with a 500; whatever got stored can be read, listed and printed; others are
/// served meanwhile. `-Dskerry.fuzz.minutes=N` goes on for longer, `-Dskerry.fuzz.from=SEED` begins
/// there.
final class ApiFuzzTest {
  private static final int IN_CI = 4_000;
  private static final int BETWEEN_LOOKS = 250;
  private static final List<String> ALL =
      List.of(
          "/api/v1/configmaps",
          "/api/v1/secrets",
          "/api/v1/serviceaccounts",
          "/api/v1/pods",
          "/api/v1/events",
          "/api/v1/namespaces",
          "/api/v1/nodes",
          "/apis/apps/v1/deployments",
          "/apis/apps/v1/replicasets",
          "/apis/coordination.k8s.io/v1/leases",
          "/apis/skerry.dev/v1alpha1/sites",
          "/apis/skerry.dev/v1alpha1/placements");

  private Optional<Raw> connection = Optional.empty();

  @ParameterizedTest
  @ValueSource(strings = {"core", "site"})
  void whateverComesIsAnsweredAndWhatIsStoredCanBeRead(String role) throws Exception {
    long minutes = Long.getLong("skerry.fuzz.minutes", 0);
    long from = Long.getLong("skerry.fuzz.from", role.equals("core") ? 0 : 1_000_000);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    int stored = 0;
    try (TestApi api = plane(role)) {
      for (long seed = from;
          minutes > 0 ? System.nanoTime() - end < 0 : seed < from + IN_CI;
          seed++) {
        stored += isStored(api, seed) ? 1 : 0;
        if (seed % BETWEEN_LOOKS == BETWEEN_LOOKS - 1) {
          api.plane.give(new Input.Tick());
          everythingCanBeRead(api, seed);
        }
      }
      everythingCanBeRead(api, from);
    }
    // Nonsense alone proves little.
    assertThat(stored).isGreaterThan(IN_CI / 200);
  }

  /// With the namespace that most requests ask about.
  private static TestApi plane(String role) throws Exception {
    if (role.equals("core")) {
      return TestApi.with(Controllers.core(), "default");
    }
    TestApi site = TestApi.with(Controllers.site(), "local");
    String namespace =
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"default\"}}";
    assertThat(site.post("/api/v1/namespaces", namespace).status()).isEqualTo(201);
    return site;
  }

  /// Asks, and tells whether something was written.
  private boolean isStored(TestApi api, long seed) throws IOException {
    Wild.Request request = new Wild(seed).request();
    int status = ask(api, seed, request).status();
    return request.text().startsWith("P") && (status == 200 || status == 201);
  }

  private Raw.Answer ask(TestApi api, long seed, Wild.Request request) throws IOException {
    try {
      Raw.Answer answer = connection.isPresent() ? again(api, request) : first(api, request);
      judge(seed, request, answer);
      if (answer.headers().getOrDefault("connection", "").equals("close")) {
        forget();
      }
      return answer;
    } catch (IOException broken) {
      throw new AssertionError(told(seed, request) + "\nis not answered", broken);
    }
  }

  private Raw.Answer first(TestApi api, Wild.Request request) throws IOException {
    Raw raw = api.raw();
    connection = Optional.of(raw);
    raw.send(request.text());
    return raw.answer(request.head());
  }

  /// Over the connection of the last request, which may have ended after its answer.
  private Raw.Answer again(TestApi api, Wild.Request request) throws IOException {
    try {
      Raw raw = connection.orElseThrow();
      raw.send(request.text());
      return raw.answer(request.head());
    } catch (IOException _) {
      forget();
      return first(api, request);
    }
  }

  private void forget() throws IOException {
    connection.orElseThrow().close();
    connection = Optional.empty();
  }

  private static void judge(long seed, Wild.Request request, Raw.Answer answer) {
    String told = told(seed, request) + "\n-> " + answer.status() + " " + answer.text();
    assertThat(answer.status()).as(told).isNotEqualTo(500).isBetween(200, 599);
    assertThat(answer.text()).as(told).doesNotContain("\tat ", "Exception");
    boolean bare = request.head() || answer.text().isEmpty();
    if (answer.status() >= 400 && !bare && !request.text().contains(" /v2")) {
      Obj status = answer.json();
      assertThat(status.text("kind")).as(told).isEqualTo("Status");
      assertThat(status.text("message")).as(told).isNotBlank();
    }
  }

  private static String told(long seed, Wild.Request request) {
    return "seed " + seed + " (-Dskerry.fuzz.from=" + seed + ")\n" + request.text();
  }

  private static void everythingCanBeRead(TestApi api, long seed) throws Exception {
    for (String path : ALL) {
      for (String accept :
          List.of(
              "application/json;as=Table;v=v1;g=meta.k8s.io",
              "application/yaml",
              "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")) {
        assertThat(api.get(path, "Accept", accept).status())
            .as("%s as %s after seed %d", path, accept, seed)
            .isEqualTo(200);
      }
      TestApi.Reply list = api.get(path);
      assertThat(list.status()).isEqualTo(200);
      for (Json item : list.json().items("items")) {
        TestApi.Reply one = api.get(pathOf(path, item));
        assertThat(one.status()).as("%s after seed %d: %s", path, seed, item).isEqualTo(200);
        assertThat(one.json()).isEqualTo(item);
      }
    }
  }

  private static String pathOf(String all, Json item) {
    String namespace = item.text("metadata", "namespace");
    int last = all.lastIndexOf('/');
    String scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return all.substring(0, last)
        + scope
        + all.substring(last)
        + "/"
        + item.text("metadata", "name");
  }
}
