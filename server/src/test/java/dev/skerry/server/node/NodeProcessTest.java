package dev.skerry.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.plane.Streams;
import dev.skerry.control.write.Request;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way from a pod object to a process and back, and through the agent's restart.
final class NodeProcessTest {
  private static final ObjectKey POD = ObjectKey.of(GroupKind.core("Pod"), "local", "web");
  private static final String WEB =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "local"},
       "spec": {"terminationGracePeriodSeconds": 1, "containers": [{
         "name": "main", "image": "box:v1",
         "command": ["/bin/sh", "-c",
           "echo serving; exec $SKERRY_ROOT/bin/busybox httpd -f -h $SKERRY_ROOT -p $POD_IP:$PORT_HTTP"],
         "ports": [{"name": "http", "containerPort": 8080}],
         "readinessProbe": {"httpGet": {"path": "/bin/busybox", "port": "http"}, "periodSeconds": 1,
           "successThreshold": 1}}]}}
      """;

  @TempDir Path root;

  private Optional<OneBox> box = Optional.empty();

  @Test
  void aPodRunsIsAdoptedByTheNextAgentAndEnds() throws Exception {
    box = Optional.of(new OneBox(root));
    live(box.get());
    end();
    assertThat(ProcessHandle.allProcesses().filter(p -> isOurs(p, root))).isEmpty();
  }

  @AfterEach
  void end() throws Exception {
    if (box.isPresent()) {
      box.get().end();
      box = Optional.empty();
    }
  }

  private void live(OneBox box) throws Exception {
    box.image("box:v1");
    ObjectKey namespace = ObjectKey.of(GroupKind.core("Namespace"), "", "local");
    box.await("the namespace", namespace, () -> box.find(namespace).isPresent());
    box.startNode();
    box.create(POD, object(WEB));
    box.await("ready", POD, () -> isReady(box));
    Obj before = box.find(POD).orElseThrow();
    assertThat(before.text("spec", "nodeName")).isEqualTo("s1-1");
    assertThat(before.text("status", "podIP")).startsWith("127.");

    assertThat(said(box, before)).isEqualTo("serving\n");

    box.stopNode();
    assertThat(ProcessHandle.allProcesses().filter(p -> isOurs(p, root)).count()).isPositive();
    box.startNode();
    box.await("heard again", POD, () -> isReady(box) && box.driver().observe().size() == 1);
    Obj after = box.find(POD).orElseThrow();
    assertThat(container(after).text("containerID"))
        .isEqualTo(container(before).text("containerID"));
    assertThat(container(after).integer("restartCount")).hasValue(0);

    box.write(
        POD, new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), ""));
    box.await("gone", POD, () -> box.find(POD).isEmpty());
    box.await("cleared", POD, () -> box.driver().pods().isEmpty());
    assertThat(box.driver().observe()).isEmpty();
  }

  private static boolean isOurs(ProcessHandle process, Path root) {
    return process.info().command().filter(c -> c.startsWith(root.toString())).isPresent();
  }

  private static Obj object(String json) throws Exception {
    return (Obj) JsonText.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  private static Json container(Obj pod) {
    List<Json> all = pod.items("status", "containerStatuses");
    return all.getFirst();
  }

  private static String said(OneBox box, Obj pod) throws Exception {
    var options =
        new Streams.LogOptions(
            false, false, OptionalLong.of(1), Optional.empty(), false, OptionalLong.empty());
    var target = new Streams.Target(POD, new Uid(pod.text("metadata", "uid")), "s1-1", "main");
    try (var log = new NodeStreams(box.driver()).log(target, options)) {
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isReady(OneBox box) {
    return box.find(POD)
        .map(pod ->
            pod.items("status", "conditions").stream()
                .anyMatch(c -> c.text("type").equals("Ready") && c.text("status").equals("True")))
        .orElse(false);
  }
}
