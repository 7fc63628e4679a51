package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.audit.Audit;
import dev.skerry.api.audit.AuditPolicy;
import dev.skerry.api.flow.FlowLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user who asks for too much, and others beside it. Each level has four seats, two of them at
/// most one user's; nobody waits, so that what there is can be counted.
final class FlowTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final FlowLimits FEW = new FlowLimits(4, 4, 1, 2, Duration.ofHours(1));
  private static final Principal FLOOD = Principal.user("flood", "crew");
  private static final Principal BYSTANDER = Principal.user("bystander", "crew");
  private static final String CREW =
      """
      {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
       "metadata": {"name": "crew"},
       "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
         "name": "cluster-admin"},
       "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "crew"}]}
      """;

  @TempDir Path home;
  private final BlockingQueue<Obj> lines = new LinkedBlockingQueue<>();
  private TestApi api;
  private HttpClient flood;
  private HttpClient bystander;

  @BeforeEach
  void aCrew() throws Exception {
    var audit =
        Audit.of(
            AuditPolicy.metadata(),
            line -> lines.add(JsonText.stored(line)),
            InstantSource.system());
    api = TestApi.limited(FEW, audit);
    flood = api.client(FLOOD);
    bystander = api.client(BYSTANDER);
    String bindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
    assertThat(api.post(bindings, CREW).status()).isEqualTo(201);
    while (TestApi.send(flood, api.request(MAPS).GET()).status() != 200) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void stop() {
    flood.shutdownNow();
    bystander.shutdownNow();
    api.close();
  }

  private TestApi.Reply post(HttpClient by, String name) throws Exception {
    return TestApi.send(
        by,
        api.request(MAPS, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestApi.configMap(name))));
  }

  /// A request whose body does not come. The server asks for it, so it has its seat.
  private Raw held(String body) throws Exception {
    Raw raw = api.raw(FLOOD);
    raw.send(
        "POST "
            + MAPS
            + " HTTP/1.1\r\nHost: core\r\nExpect: 100-continue\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n");
    assertThat(raw.answer(false).status()).isEqualTo(100);
    return raw;
  }

  /// Everything that a user can have who writes: two seats, and one request that waits.
  private final class Crowd implements AutoCloseable {
    private final BlockingQueue<TestApi.Reply> replies = new LinkedBlockingQueue<>();
    private final String body = TestApi.configMap("seated");
    private final Raw one = held(body);
    private final Raw two = held(body);
    final TestApi.Reply refused;

    /// Of two more requests one waits and the other is refused, whichever comes first.
    Crowd() throws Exception {
      for (String name : List.of("left", "right")) {
        Thread.ofVirtual()
            .start(() -> {
              try {
                replies.add(post(flood, name));
              } catch (Exception broken) {
                throw new AssertionError(broken);
              }
            });
      }
      refused = replies.take();
    }

    /// The seats are given back, and who waited is served.
    void leave() throws Exception {
      one.send(body);
      assertThat(one.answer(false).status()).isEqualTo(201);
      two.send(body);
      assertThat(two.answer(false).status()).isEqualTo(409);
      assertThat(replies.take().status()).isEqualTo(201);
    }

    @Override
    public void close() throws IOException {
      one.close();
      two.close();
    }
  }

  @Test
  void aFloodIsRefusedAndHoldsUpNobodyElse() throws Exception {
    try (var crowd = new Crowd()) {
      assertThat(crowd.refused.status()).isEqualTo(429);
      assertThat(crowd.refused.header("Retry-After")).isEqualTo("1");
      assertThat(crowd.refused.json().text("reason")).isEqualTo("TooManyRequests");
      assertThat(crowd.refused.json().text("message"))
          .contains("too many requests of flood that write");
      for (int i = 0; i < 20; i++) {
        assertThat(post(bystander, "beside-" + i).status()).isEqualTo(201);
        assertThat(TestApi.send(flood, api.request(MAPS).GET()).status()).isEqualTo(200);
        assertThat(api.post(MAPS, TestApi.configMap("admin-" + i)).status()).isEqualTo(201);
        assertThat(post(flood, "more").status()).isEqualTo(429);
      }
      crowd.leave();
    }
    assertThat(post(flood, "late").status()).isEqualTo(201);
  }

  @Test
  void kubectlWaitsAndTriesAgain() throws Exception {
    Path own = Files.createDirectory(home.resolve("flood"));
    var kubectl = new Kubectl("1.32", own, api.kubeconfig(own, FLOOD));
    var patient = new FutureTask<>(() -> kubectl.run("create", "configmap", "patient"));
    try (var crowd = new Crowd()) {
      assertThat(crowd.refused.status()).isEqualTo(429);
      lines.clear();
      Thread.ofVirtual().start(patient);
      Obj line = lines.take();
      while (!(line.text("userAgent").startsWith("kubectl")
          && line.text("verb").equals("create")
          && line.obj("responseStatus").integer("code").orElse(0) == 429)) {
        line = lines.take();
      }
      crowd.leave();
    }
    assertThat(patient.get().ok().out()).contains("configmap/patient created");
  }

  @Test
  void watchesAreCountedByUserAndGivenBack() throws Exception {
    InputStream first = watch();
    try (InputStream second = watch()) {
      assertThat(second).isNotSameAs(first);
      TestApi.Reply refused = TestApi.send(flood, api.request(MAPS + "?watch=true").GET());
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().text("message"))
          .contains("flood has 2 watches, followed logs and streams");
      assertThat(brief(bystander)).isEqualTo(200);
      assertThat(brief(api.admin())).isEqualTo(200);
      first.close();
      while (brief(flood) == 429) {
        Thread.onSpinWait();
      }
    }
  }

  private int brief(HttpClient by) throws Exception {
    String path = MAPS + "?watch=true&timeoutSeconds=1";
    return TestApi.send(by, api.request(path).GET()).status();
  }

  private InputStream watch() throws Exception {
    var answer =
        flood.send(
            api.request(MAPS + "?watch=true").GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /// More of them one after another than there may be at once.
  @Test
  void aCommandGivesItsPlaceBackWhenItsConversationIsOver() throws Exception {
    api.node("n1");
    String pod =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "box"},
         "spec": {"nodeName": "n1", "containers": [{"name": "main", "image": "box:v1"}]}}
        """;
    assertThat(api.post(PODS, pod).status()).isEqualTo(201);
    Path own = Files.createDirectory(home.resolve("flood"));
    var kubectl = new Kubectl("1.32", own, api.kubeconfig(own, FLOOD));
    for (int i = 0; i < 4; i++) {
      echo(kubectl);
      echo(kubectl.overSpdy());
    }
  }

  /// The place of the one before may be given back a moment after its kubectl ended.
  private static void echo(Kubectl kubectl) throws Exception {
    Kubectl.Said said = kubectl.run("exec", "box", "--", "echo", "a");
    while (said.err().contains("flood has 2 watches, followed logs and streams")) {
      said = kubectl.run("exec", "box", "--", "echo", "a");
    }
    assertThat(said.ok().out()).isEqualTo("a\n");
  }
}
