package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.api.audit.Audit;
import dev.skerry.api.audit.AuditPolicy;
import dev.skerry.api.audit.PolicyRefused;
import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of requests, as lines of `audit.k8s.io/v1`.
final class AuditTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String SECRETS = "/api/v1/namespaces/default/secrets";
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: Metadata
        resources: [{group: "", resources: [secrets]}]
      - level: None
        verbs: [get, list]
        nonResourceURLs: ["/version", "/healthz*"]
      - level: RequestResponse
        users: [admin]
        namespaces: [default]
        resources: [{group: "", resources: [configmaps]}]
        omitManagedFields: true
      - level: Metadata
        omitStages: []
      """;

  @TempDir Path home;
  private final BlockingQueue<Obj> lines = new LinkedBlockingQueue<>();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = begun(AuditPolicy.metadata());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private TestApi begun(AuditPolicy policy) throws Exception {
    TestApi begun =
        TestApi.audited(
            Audit.of(policy, line -> lines.add(JsonText.stored(line)), InstantSource.system()));
    begun.node("n1");
    return begun;
  }

  private void start(AuditPolicy policy) throws Exception {
    api.close();
    api = begun(policy);
  }

  private static AuditPolicy policy(String yaml) throws Exception {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return AuditPolicy.of((Obj) YamlText.parse(bytes, JsonLimits.REQUEST).value());
  }

  /// The next line of a request. It comes after its answer, and after lines of others.
  private Obj next(TestApi.Reply reply) throws Exception {
    Obj line = lines.take();
    while (!line.text("auditID").equals(reply.header("Audit-Id"))) {
      line = lines.take();
    }
    return line;
  }

  /// What is told last of a request.
  private Obj of(TestApi.Reply reply) throws Exception {
    Obj line = next(reply);
    assertThat(line.text("stage")).isEqualTo("ResponseComplete");
    return line;
  }

  @Test
  void withoutAPolicyEverythingIsToldButNoObject() throws Exception {
    Obj line = of(api.post(MAPS + "?fieldManager=test", map("note")));
    assertThat(line.text("kind")).isEqualTo("Event");
    assertThat(line.text("apiVersion")).isEqualTo("audit.k8s.io/v1");
    assertThat(line.text("level")).isEqualTo("Metadata");
    assertThat(line.text("verb")).isEqualTo("create");
    assertThat(line.text("requestURI")).isEqualTo(MAPS + "?fieldManager=test");
    assertThat(line.text("user", "username")).isEqualTo("admin");
    assertThat(line.items("user", "groups").getFirst().string()).contains("system:masters");
    assertThat(line.items("sourceIPs").getFirst().string()).contains("127.0.0.1");
    assertThat(line.text("objectRef", "resource")).isEqualTo("configmaps");
    assertThat(line.text("objectRef", "namespace")).isEqualTo("default");
    assertThat(line.obj("responseStatus").integer("code")).hasValue(201);
    assertThat(line.text("requestReceivedTimestamp")).matches("[0-9-]+T[0-9:]+\\.[0-9]{6}Z");
    assertThat(line.has("requestObject")).isFalse();
    assertThat(line.has("responseObject")).isFalse();
  }

  @Test
  void thePolicySaysWhoseObjectsAreTold() throws Exception {
    start(policy(POLICY));
    Obj map = of(api.post(MAPS, map("note")));
    assertThat(map.text("requestObject", "data", "colour")).isEqualTo("herring red");
    assertThat(map.text("responseObject", "metadata", "name")).isEqualTo("note");
    assertThat(map.obj("responseObject").obj("metadata").has("managedFields")).isFalse();
    String secret = map("key").replace("ConfigMap", "Secret").replace("data", "stringData");
    Obj key = of(api.post(SECRETS, secret));
    assertThat(key.text("level")).isEqualTo("Metadata");
    assertThat(JsonText.write(key)).doesNotContain("herring");
    assertThat(api.get("/version").status()).isEqualTo(200);
    Obj next = of(api.get(SECRETS + "/key"));
    assertThat(next.text("objectRef", "name")).isEqualTo("key");
    assertThat(JsonText.write(next)).doesNotContain("herring");
  }

  @Test
  void whatIsRefusedIsToldWithItsReason() throws Exception {
    Obj line = of(api.get(MAPS + "/none"));
    assertThat(line.text("responseStatus", "reason")).isEqualTo("NotFound");
    assertThat(line.text("responseStatus", "message")).contains("\"none\" not found");
    Obj odd = of(api.send("DELETE", "/api/v1/nothing/here/at", ""));
    assertThat(odd.text("objectRef", "resource")).isEqualTo("nothing");
    assertThat(odd.obj("responseStatus").integer("code")).hasValue(404);
  }

  @Test
  void whoIsNotKnownIsTold() throws Exception {
    Obj line = of(TestApi.send(api.anonymous(), api.request(MAPS).GET()));
    assertThat(line.text("user", "username")).isEqualTo("system:anonymous");
    assertThat(line.obj("responseStatus").integer("code")).hasValue(401);
  }

  @Test
  void whoActsAsSomebodyElseIsToldAsBoth() throws Exception {
    Obj line = of(api.get(MAPS, "Impersonate-User", "jane"));
    assertThat(line.text("user", "username")).isEqualTo("admin");
    assertThat(line.text("impersonatedUser", "username")).isEqualTo("jane");
    assertThat(line.text("responseStatus", "reason")).isEqualTo("Forbidden");
  }

  @Test
  void aWatchIsToldWhenItBeginsAndWhenItEnds() throws Exception {
    start(policy(POLICY.replace("omitStages: [RequestReceived]\n", "")));
    TestApi.Reply reply = api.get("/api/v1/pods?watch=true&timeoutSeconds=1");
    assertThat(reply.status()).isEqualTo(200);
    for (String stage : new String[] {"RequestReceived", "ResponseStarted", "ResponseComplete"}) {
      Obj line = next(reply);
      assertThat(line.text("stage")).isEqualTo(stage);
      assertThat(line.text("verb")).isEqualTo("watch");
    }
  }

  @Test
  void aCommandIsToldWhenItBeginsAndWhenItsConversationIsOver() throws Exception {
    start(policy(POLICY));
    api.post("/api/v1/namespaces/default/pods", POD);
    for (Kubectl kubectl : new Kubectl[] {kubectl(), kubectl().overSpdy()}) {
      kubectl.run("exec", "box", "--", "echo", "one\ntwo \"three\"").ok();
      Obj line = lines.take();
      while (!line.text("objectRef", "subresource").equals("exec")) {
        line = lines.take();
      }
      assertThat(line.text("stage")).isEqualTo("ResponseStarted");
      assertThat(line.obj("responseStatus").integer("code")).hasValue(101);
      assertThat(line.text("requestURI")).contains("command=echo", "one%0Atwo");
      Obj end = lines.take();
      while (!end.text("auditID").equals(line.text("auditID"))) {
        end = lines.take();
      }
      assertThat(end.text("stage")).isEqualTo("ResponseComplete");
    }
  }

  private Kubectl kubectl() throws Exception {
    return new Kubectl("1.32", home, api.kubeconfig(home));
  }

  /// One line each, whatever clients say of themselves.
  @Test
  void whatAClientSaysOfItselfCannotMakeALine() throws Exception {
    String agent = "x\"}{\"kind\":\"Event\"\t\\";
    assertThat(of(api.get(MAPS, "User-Agent", agent)).text("userAgent")).isEqualTo(agent);
  }

  @Test
  void anObjectThatIsTooLargeIsLeftOut() throws Exception {
    start(policy(POLICY));
    Obj line = of(api.post(MAPS, map("large").replace("herring", "x".repeat(300_000))));
    assertThat(line.has("requestObject")).isFalse();
    assertThat(line.text("annotations", "skerry.dev/audit-omitted"))
        .contains("the limit is 262144");
  }

  @Test
  void whatIsNoPolicyIsRefusedByItsField() throws Exception {
    refused("level: Metadata\n", "level: Everything\n", "rules[0].level is 'Everything'");
    refused("verbs: [get", "words: [get", "rules[1].words is not known");
    refused("kind: Policy", "kind: Police", "it is 'audit.k8s.io/v1 Police'");
    refused("[RequestReceived]", "[Requested]", "omitStages has 'Requested'");
    refused("users: [admin]", "users: [7]", "rules[2].users holds what is no text");
  }

  private static void refused(String old, String wrong, String sentence) {
    assertThatThrownBy(() -> policy(POLICY.replaceFirst(Pattern.quote(old), wrong)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining(sentence);
  }

  private static String map(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"data\":{\"colour\":\"herring red\"}}";
  }

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "box"},
       "spec": {"nodeName": "n1", "containers": [{"name": "main", "image": "box:v1"}]}}
      """;
}
