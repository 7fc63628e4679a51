package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Keys;
import dev.skerry.pki.issue.CertificateRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The manual's table of errors, sent row by row to a core with a store on disk.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ErrorsPageTest {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
  private static final String STRICT = "?dryRun=All&fieldValidation=Strict";
  private static final String IGNORE = "?dryRun=All&fieldValidation=Ignore";
  private static final String ODD = map("odd", "\"colour\":1");
  private static final String TWICE = map("twice", "\"data\":{\"a\":\"1\",\"a\":\"2\"}");

  private final SecureRandom chance = new SecureRandom();
  private Core core;

  /// What a row of the table does.
  private interface Act {
    HttpResponse<String> send() throws Exception;
  }

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    core = new Core(home);
    while (core.get("/api/v1/namespaces/default", JSON).status() != 200) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  void stop() throws Exception {
    core.close();
  }

  private Map<String, Act> acts() {
    var acts = new TreeMap<String, Act>();
    acts.put("an unknown field, `fieldValidation=Strict`", () -> post(MAPS + STRICT, ODD));
    acts.put("an unknown field, `Warn` or nothing said", () -> post(MAPS + "?dryRun=All", ODD));
    acts.put("an unknown field, `Ignore`", () -> post(MAPS + IGNORE, ODD));
    acts.put("a key twice in JSON, `Strict`", () -> post(MAPS + STRICT, TWICE));
    acts.put(
        "a key twice in YAML, `Strict`",
        () ->
            send(
                MAPS + STRICT,
                YAML,
                """
                kind: ConfigMap
                apiVersion: v1
                metadata: {name: twice}
                data:
                  a: '1'
                  a: '2'
                """));
    acts.put("a key twice, `Warn` or nothing said", () -> post(MAPS + "?dryRun=All", TWICE));
    acts.put("a key twice, `Ignore`", () -> post(MAPS + IGNORE, TWICE));
    acts.put("a value of the wrong type", () -> post(DEPLOYMENTS, deployment("\"many\"", "1Gi")));
    acts.put("a bad quantity", () -> post(DEPLOYMENTS, deployment("1", "lots")));
    acts.put(
        "a kind that is not served",
        () -> post("/apis/apps/v1/namespaces/default/statefulsets", ODD));
    acts.put("a body of another kind than the path", () -> post(MAPS, deployment("1", "1Gi")));
    acts.put(
        "a body over 3 MiB",
        () -> post(MAPS, map("huge", "\"data\":{\"k\":\"" + "x".repeat(3 << 20) + "\"}")));
    acts.put(
        "JSON nested deeper than 64 levels",
        () -> post(MAPS, "{\"a\":".repeat(65) + "1" + "}".repeat(65)));
    acts.put(
        "YAML with more than 50 aliases",
        () -> send(MAPS, YAML, "a: &a [x]\nb: [" + "*a,".repeat(51) + "]\n"));
    acts.put("a body that is not JSON", () -> post(MAPS, "{\"kind\""));
    acts.put("an unknown content type", () -> send(MAPS, "text/csv", "x"));
    acts.put("a name over 253 characters", () -> post(MAPS, map("n".repeat(254), "\"data\":{}")));
    acts.put("a stale `resourceVersion`", this::stale);
    acts.put(
        "no credentials",
        () -> core.nobody().send(core.request(MAPS).build(), HttpResponse.BodyHandlers.ofString()));
    joins(acts);
    return acts;
  }

  private void joins(Map<String, Act> acts) {
    acts.put(
        "a join token that was used",
        () -> {
          String token = token("s1", "1h", false);
          assertThat(join(token).statusCode()).isEqualTo(201);
          return join(token);
        });
    acts.put("a join token that expired", () -> join(token("s2", "1ms", false)));
    acts.put(
        "a join token of another core",
        () -> join(JoinToken.create(JoinToken.Kind.SITE, core.pin(), chance).line()));
    acts.put("a token for a site name that has joined", () -> ask("s1", "1h", false));
    acts.put("the same with `--replace`", () -> join(token("s1", "1h", true)));
  }

  @TestFactory
  Iterable<DynamicTest> eachRowIsTrue() throws Exception {
    Map<String, Act> acts = acts();
    var tests = new ArrayList<DynamicTest>();
    for (String line : Files.readAllLines(Path.of("../docs/manual/errors.md"))) {
      String[] row = line.split(" *\\| *", -1);
      if (row.length == 6 && row[2].matches("[0-9]{3}")) {
        assertThat(acts).as("the row '%s' has a test", row[1]).containsKey(row[1]);
        Act act = Objects.requireNonNull(acts.remove(row[1]));
        tests.add(DynamicTest.dynamicTest(row[1], () -> check(act.send(), row)));
      }
    }
    assertThat(acts.keySet()).as("tests without a row").isEmpty();
    return tests;
  }

  private static void check(HttpResponse<String> answer, String[] row) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(row[2]));
    String warning = answer.headers().firstValue("Warning").orElse("");
    if (row[3].isEmpty()) {
      assertThat(warning).isEmpty();
      return;
    }
    boolean warned = row[3].equals("Warning");
    Json status = json(answer);
    assertThat(warned ? "Warning" : status.text("reason")).isEqualTo(row[3]);
    String sentence = warned ? warning.replace("\\\"", "\"") : status.text("message");
    String wanted = Pattern.quote(row[4]).replace("…", "\\E.*\\Q");
    assertThat(sentence).matches(Pattern.compile(wanted, Pattern.DOTALL));
  }

  private static Json json(HttpResponse<String> answer) {
    return JsonText.stored(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(path, JSON, body);
  }

  private HttpResponse<String> send(String path, String type, String body) throws Exception {
    HttpRequest request =
        core.request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return core.admin().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> stale() throws Exception {
    Json made = json(post(MAPS, map("stale", "\"data\":{\"k\":\"1\"}")));
    String old = made.toString();
    assertThat(core.send("PUT", MAPS + "/stale", JSON, old.replace("\"1\"", "\"2\"")).status())
        .isEqualTo(200);
    HttpRequest request =
        core.request(MAPS + "/stale")
            .header("Content-Type", JSON)
            .PUT(HttpRequest.BodyPublishers.ofString(old.replace("\"1\"", "\"3\"")))
            .build();
    return core.admin().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String site, String ttl, boolean replace) throws Exception {
    return post(
        "/skerry/v1/tokens",
        "{\"site\":\"" + site + "\",\"ttl\":\"" + ttl + "\",\"replace\":" + replace + "}");
  }

  private String token(String site, String ttl, boolean replace) throws Exception {
    return json(ask(site, ttl, replace)).text("token");
  }

  private HttpResponse<String> join(String token) throws Exception {
    KeyPair pair = Keys.generate(chance);
    var body =
        Json.object()
            .put("token", token)
            .put("request", CertificateRequest.create(pair, chance))
            .build();
    return post("/skerry/v1/join", body.toString());
  }

  private static String map(String name, String more) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"},"
        + more
        + "}";
  }

  private static String deployment(String replicas, String memory) {
    return "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"d\"},\"spec\":"
        + "{\"replicas\":"
        + replicas
        + ",\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},"
        + "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"c:v1\",\"resources\":{\"limits\":{\"memory\":\""
        + memory
        + "\"}}}]}}}}";
  }
}
