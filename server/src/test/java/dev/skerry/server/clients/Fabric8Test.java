package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.config.Pulse;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client library of most operators in Java, unmodified, at a core and at the site below it.
final class Fabric8Test {
  private static final int PATIENCE_SECONDS = 120;
  private static final Pulse QUICK = new Pulse(Duration.ofSeconds(1), Duration.ofSeconds(4));

  @TempDir static Path home;
  private static Fleet fleet;
  private static KubernetesClient core;
  private static KubernetesClient site;

  @BeforeAll
  static void aPodRuns() throws Exception {
    fleet = new Fleet(home.resolve("fleet"), QUICK);
    core = client(fleet.coreConfig());
    site = client(fleet.siteConfig());
    site.load(stream(StreamSteps.WEB)).inNamespace("local").create();
    core.pods()
        .inNamespace("local")
        .withName("web.s1")
        .waitUntilCondition(Fabric8Test::isRunning, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    site.pods().inNamespace("local").withName("web").delete();
    site.pods()
        .inNamespace("local")
        .withName("web")
        .waitUntilCondition(pod -> pod == null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    core.close();
    site.close();
    fleet.close();
  }

  private static KubernetesClient client(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isRunning(Pod pod) {
    return pod != null && pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
  }

  private static ConfigMap map(String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .addToData(key, value)
        .build();
  }

  private static String next(BlockingQueue<String> events) throws InterruptedException {
    return String.valueOf(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void appliersOwnWhatTheyApplyAndEditsArePatches() {
    core.resource(map("shared", "colour", "red")).fieldManager("one").serverSideApply();
    core.resource(map("shared", "size", "xl")).fieldManager("two").serverSideApply();
    var maps = core.configMaps().inNamespace("default").withName("shared");
    assertThat(maps.get().getData()).containsEntry("colour", "red").containsEntry("size", "xl");
    try {
      core.resource(map("shared", "colour", "blue")).fieldManager("two").serverSideApply();
      throw new AssertionError("the other's colour was overwritten");
    } catch (KubernetesClientException conflict) {
      assertThat(conflict.getCode()).isEqualTo(409);
      assertThat(conflict.getMessage()).contains("conflict with \"one\"", ".data.colour");
    }
    maps.edit(m -> new ConfigMapBuilder(m).addToData("edited", "yes").build());
    maps.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"size\":null}}");
    assertThat(maps.get().getData()).containsOnlyKeys("colour", "edited");
    assertThat(maps.delete()).hasSize(1);
    assertThat(maps.get()).isNull();
  }

  @Test
  void anInformerMissesNothingOverARestartAndACut() throws Exception {
    var events = new LinkedBlockingQueue<String>();
    var handler =
        new ResourceEventHandler<ConfigMap>() {
          @Override
          public void onAdd(ConfigMap map) {
            events.add("added " + map.getMetadata().getName());
          }

          @Override
          public void onUpdate(ConfigMap before, ConfigMap map) {
            if (!before.getData().equals(map.getData())) {
              events.add("changed " + map.getMetadata().getName());
            }
          }

          @Override
          public void onDelete(ConfigMap map, boolean unknown) {
            events.add("deleted " + map.getMetadata().getName());
          }
        };
    var maps = core.configMaps().inNamespace("kube-node-lease");
    ConfigMap early = map("early", "colour", "red");
    early.getMetadata().setNamespace("kube-node-lease");
    try (var informer = maps.inform(handler)) {
      assertThat(informer.hasSynced()).isTrue();
      assertThat(next(events)).isEqualTo("added kube-root-ca.crt");
      core.resource(early).create();
      assertThat(next(events)).isEqualTo("added early");
      fleet.restartCore();
      early.getData().put("colour", "blue");
      retried(() -> core.resource(early).update());
      assertThat(next(events)).isEqualTo("changed early");
      fleet.cut();
      assertThat(core.resource(early).delete()).hasSize(1);
      assertThat(next(events)).isEqualTo("deleted early");
      assertThat(informer.getStore().list()).hasSize(1);
    } finally {
      fleet.heal();
    }
  }

  /// The client itself tries again, but not for as long as a core takes to start.
  private static void retried(Runnable call) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        call.run();
        return;
      } catch (KubernetesClientException early) {
        if (early.getCode() != 0 || tries > PATIENCE_SECONDS) {
          throw early;
        }
        boolean _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      }
    }
  }

  /// What a core shows of a site's own pods is watched like anything else.
  @Test
  void aProjectedPodComesChangesAndGoes() throws Exception {
    var events = new LinkedBlockingQueue<String>();
    var watcher =
        new Watcher<Pod>() {
          @Override
          public void eventReceived(Action action, Pod pod) {
            String phase = String.valueOf(pod.getStatus().getPhase());
            events.add(action + " " + pod.getMetadata().getName() + " " + phase);
          }

          @Override
          public void onClose(WatcherException cause) {}
        };
    String watched =
        StreamSteps.TYPED.replace(
            "\"name\": \"typed\"", "\"name\": \"seen\", \"labels\": {\"app\": \"seen\"}");
    var pods = core.pods().inNamespace("local").withLabel("app", "seen");
    try (var _ = pods.watch(watcher)) {
      site.load(stream(watched)).inNamespace("local").create();
      String event = next(events);
      assertThat(event).startsWith("ADDED seen.s1");
      while (!event.endsWith("Running")) {
        event = next(events);
        assertThat(event).startsWith("MODIFIED seen.s1");
      }
      var seen = site.pods().inNamespace("local").withName("seen");
      seen.edit(
          pod -> pod.edit().editMetadata().addToLabels("app", "hidden").endMetadata().build());
      event = awaited(events, "DELETED");
      assertThat(event).isEqualTo("DELETED seen.s1 Running");
      seen.edit(pod -> pod.edit().editMetadata().addToLabels("app", "seen").endMetadata().build());
      assertThat(awaited(events, "ADDED")).isEqualTo("ADDED seen.s1 Running");
      seen.delete();
      assertThat(awaited(events, "DELETED")).startsWith("DELETED seen.s1");
    }
  }

  private static String awaited(BlockingQueue<String> events, String action)
      throws InterruptedException {
    String event = next(events);
    while (event.startsWith("MODIFIED")) {
      event = next(events);
    }
    assertThat(event).startsWith(action);
    return event;
  }

  @Test
  void oneLeadsAndTheNextWhenItGivesUp() throws Exception {
    var story = new LinkedBlockingQueue<String>();
    CompletableFuture<?> first = candidate(core, "default", "first", story);
    assertThat(next(story)).isEqualTo("first leads");
    CompletableFuture<?> second = candidate(core, "default", "second", story);
    first.cancel(true);
    assertThat(List.of(next(story), next(story)))
        .containsExactlyInAnyOrder("first stops", "second leads");
    second.cancel(true);
    assertThat(next(story)).isEqualTo("second stops");
  }

  /// At a site that is cut off, leaders are elected as well.
  @Test
  void aCutSiteElectsItsOwnLeader() throws Exception {
    var story = new LinkedBlockingQueue<String>();
    fleet.cut();
    try {
      CompletableFuture<?> alone = candidate(site, "local", "alone", story);
      assertThat(next(story)).isEqualTo("alone leads");
      alone.cancel(true);
      assertThat(next(story)).isEqualTo("alone stops");
    } finally {
      fleet.heal();
    }
  }

  private static CompletableFuture<?> candidate(
      KubernetesClient client, String namespace, String name, BlockingQueue<String> story) {
    var callbacks =
        new LeaderCallbacks(
            () -> story.add(name + " leads"), () -> story.add(name + " stops"), _ -> {});
    var config =
        new LeaderElectionConfigBuilder()
            .withName("election")
            .withLock(new LeaseLock(namespace, "election", name))
            .withLeaseDuration(Duration.ofSeconds(30))
            .withRenewDeadline(Duration.ofSeconds(20))
            .withRetryPeriod(Duration.ofSeconds(1))
            .withReleaseOnCancel(true)
            .withLeaderCallbacks(callbacks)
            .build();
    return client.leaderElector().withConfig(config).build().start();
  }

  @Test
  void commandsRunInPodsOfSites() throws Exception {
    var out = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    String script = "read word; echo got $word; echo oops >&2; exit 7";
    try (var command =
        core.pods()
            .inNamespace("local")
            .withName("web.s1")
            .redirectingInput()
            .writingOutput(out)
            .writingError(error)
            .exec("sh", "-c", script)) {
      command.getInput().write("herring\n".getBytes(StandardCharsets.UTF_8));
      command.getInput().flush();
      assertThat(command.exitCode().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("got herring\n");
    assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("oops\n");
  }

  @Test
  void portsOfPodsAreForwardedAtTheCoreAndAtTheSite() throws Exception {
    for (var pod :
        List.of(
            core.pods().inNamespace("local").withName("web.s1"),
            site.pods().inNamespace("local").withName("web"))) {
      try (var forward = pod.portForward(8080)) {
        assertThat(StreamSteps.fetch(forward.getLocalPort())).isEqualTo(StreamSteps.busybox());
        assertThat(forward.errorOccurred()).isFalse();
      }
    }
    try (var nothing = core.pods().inNamespace("local").withName("web.s1").portForward(8079);
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), nothing.getLocalPort())) {
      assertThat(socket.getInputStream().read()).as("nothing listens there").isNegative();
    }
  }
}
