package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs and commands by kubectl, over the real protocols.
final class PodStreamsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";

  @TempDir Path home;

  @Test
  void aContainersLogAndCommandsAreReachedFromOutside() throws Exception {
    try (var api = TestApi.start()) {
      api.node("n1");
      assertThat(api.post(PODS, pod()).status()).isEqualTo(201);
      var kubectl = new Kubectl("1.32", home, api.kubeconfig(home));
      assertThat(kubectl.run("logs", "box", "--tail=3").ok().out()).isEqualTo("main tail=3\n");
      assertThat(kubectl.run("exec", "box", "--", "echo", "hello").ok().out()).isEqualTo("hello\n");
      assertThat(kubectl.runWith("typed", "exec", "-i", "box", "--", "cat").ok().out())
          .isEqualTo("typed");
      var failed = kubectl.run("exec", "box", "--", "sh", "-c", "echo oops >&2; exit 7");
      assertThat(failed.exit()).isEqualTo(7);
      assertThat(failed.err()).contains("oops");
      var attached = kubectl.run("attach", "box");
      assertThat(attached.exit()).isEqualTo(1);
    }
  }

  @Test
  void aContainerThatIsNotThereIsNamed() throws Exception {
    try (var api = TestApi.start()) {
      api.node("n1");
      api.post(PODS, pod());
      var log = api.get(PODS + "/box/log?container=other");
      assertThat(log.status()).isEqualTo(400);
      assertThat(log.json().text("message")).contains("other");
      var attach = api.get(PODS + "/box/attach");
      assertThat(attach.status()).isEqualTo(405);
      assertThat(attach.json().text("message")).contains("pods/attach is not served");
    }
  }

  private static String pod() {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"box\"},\"spec\":"
        + "{\"nodeName\":\"n1\",\"containers\":[{\"name\":\"main\",\"image\":\"box:v1\"}]}}";
  }
}
