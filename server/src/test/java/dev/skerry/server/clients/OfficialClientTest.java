package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.Exec;
import io.kubernetes.client.PortForward;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.Watch;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client library that the Kubernetes project generates, unmodified.
final class OfficialClientTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir static Path home;
  private static Fleet fleet;
  private static ApiClient client;

  @BeforeAll
  static void start() throws Exception {
    fleet = new Fleet(home.resolve("fleet"));
    try (BufferedReader text = Files.newBufferedReader(fleet.coreConfig())) {
      client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(text)).build();
    }
    client.setReadTimeout(0);
  }

  @AfterAll
  static void stop() throws Exception {
    fleet.close();
  }

  private static V1ConfigMap map(String name, String colour) {
    var data = new LinkedHashMap<String, String>();
    data.put("colour", colour);
    return new V1ConfigMap()
        .apiVersion("v1")
        .kind("ConfigMap")
        .metadata(new V1ObjectMeta().name(name))
        .data(data);
  }

  @Test
  void anObjectIsCreatedAppliedListedAndDeleted() throws Exception {
    var api = new CoreV1Api(client);
    api.createNamespacedConfigMap("default", map("one", "red")).execute();
    String config =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\"},"
            + "\"data\":{\"size\":\"xl\"}}";
    V1ConfigMap applied =
        PatchUtils.patch(
            V1ConfigMap.class,
            () ->
                api.patchNamespacedConfigMap("one", "default", new V1Patch(config))
                    .fieldManager("official")
                    .force(false)
                    .buildCall(null),
            V1Patch.PATCH_FORMAT_APPLY_YAML,
            client);
    assertThat(applied.getData()).containsEntry("size", "xl").containsEntry("colour", "red");
    V1ConfigMapList list =
        api.listNamespacedConfigMap("default").fieldSelector("metadata.name=one").execute();
    assertThat(list.getItems()).hasSize(1);
    api.deleteNamespacedConfigMap("one", "default").execute();
    try {
      api.readNamespacedConfigMap("one", "default").execute();
      throw new AssertionError("it is still there");
    } catch (ApiException gone) {
      assertThat(gone.getCode()).isEqualTo(404);
    }
  }

  @Test
  void aWatchGoesOnFromTheRevisionOfItsList() throws Exception {
    var api = new CoreV1Api(client);
    String from =
        api.listNamespacedConfigMap("kube-public").execute().getMetadata().getResourceVersion();
    api.createNamespacedConfigMap("kube-public", map("seen", "red")).execute();
    var call =
        api.listNamespacedConfigMap("kube-public")
            .resourceVersion(from)
            .watch(true)
            .timeoutSeconds(PATIENCE_SECONDS)
            .buildCall(null);
    var type = new TypeToken<Watch.Response<V1ConfigMap>>() {}.getType();
    try (Watch<V1ConfigMap> watch = Watch.createWatch(client, call, type)) {
      Watch.Response<V1ConfigMap> event = watch.next();
      assertThat(event.type).isEqualTo("ADDED");
      assertThat(event.object.getMetadata().getName()).isEqualTo("seen");
    }
  }

  @Test
  void anInformerMissesNothingOverARestart() throws Exception {
    var api = new CoreV1Api(client);
    var events = new LinkedBlockingQueue<String>();
    var factory = new SharedInformerFactory(client);
    var informer =
        factory.sharedIndexInformerFor(
            asked ->
                api.listNamespacedConfigMap("kube-system")
                    .resourceVersion(asked.resourceVersion)
                    .timeoutSeconds(asked.timeoutSeconds)
                    .watch(asked.watch)
                    .buildCall(null),
            V1ConfigMap.class,
            V1ConfigMapList.class,
            Duration.ofHours(1).toMillis());
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(V1ConfigMap map) {
            String name = map.getMetadata().getName();
            if (!name.equals("kube-root-ca.crt")) {
              events.add("added " + name);
            }
          }

          @Override
          public void onUpdate(V1ConfigMap before, V1ConfigMap map) {}

          @Override
          public void onDelete(V1ConfigMap map, boolean unknown) {
            events.add("deleted " + map.getMetadata().getName());
          }
        });
    factory.startAllRegisteredInformers();
    try {
      api.createNamespacedConfigMap("kube-system", map("early", "red")).execute();
      assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("added early");
      fleet.restartCore();
      api.deleteNamespacedConfigMap("early", "kube-system").execute();
      assertThat(events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("deleted early");
    } finally {
      factory.stopAllRegisteredInformers();
    }
  }

  @Test
  void commandsRunAndPortsAreForwardedInAPodOfASite() throws Exception {
    Kubectl site = kubectl(fleet.siteConfig());
    site.ok("create", "-f", site.file("web", StreamSteps.WEB).toString());
    Kubectl core = kubectl(fleet.coreConfig());
    core.ok("wait", "--for=create", "pod/web.s1", "--timeout=100s");
    core.ok("wait", "--for=jsonpath={.status.phase}=Running", "pod/web.s1", "--timeout=100s");
    String[] words = {"sh", "-c", "read a; echo got $a; exit 7"};
    Process command = new Exec(client).exec("local", "web.s1", words, true);
    command.getOutputStream().write("herring\n".getBytes(StandardCharsets.UTF_8));
    command.getOutputStream().flush();
    assertThat(command.inputReader(StandardCharsets.UTF_8).readAllAsString())
        .isEqualTo("got herring\n");
    assertThat(command.waitFor()).isEqualTo(7);

    try (var forward = new PortForward(client).forward("local", "web.s1", List.of(8080))) {
      OutputStream to = forward.getOutboundStream(8080);
      to.write("GET /bin/busybox HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      to.flush();
      byte[] first = forward.getInputStream(8080).readNBytes(12);
      assertThat(first).asString(StandardCharsets.US_ASCII).matches("HTTP/1.. 200");
    }
    assertThat(site.ok("delete", "pod", "web", "--wait=true")).contains("deleted");
  }

  private static Kubectl kubectl(Path config) throws Exception {
    Path binary = Kubectl.found().lastEntry().getValue();
    return new Kubectl(binary, Files.createTempDirectory(home, "of-"), config, "local");
  }
}
