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
      assertThat(api.post(PODS, pod("typed", ",\"stdin\":true")).status()).isEqualTo(201);
      assertThat(running(api, "typed").status()).isEqualTo(200);
      var attached = kubectl.runWith("to the container", "attach", "-i", "typed");
      assertThat(attached.ok().out()).isEqualTo("to the container");
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
      var attach = api.get(PODS + "/box/attach?stdin=true");
      assertThat(attach.status()).isEqualTo(400);
      assertThat(attach.json().text("message"))
          .contains("container \"main\" in pod \"box\" has no standard input");
    }
  }

  private static TestApi.Reply running(TestApi api, String name) throws Exception {
    return api.send(
        "PATCH",
        PODS + "/" + name + "/status",
        "{\"status\":{\"phase\":\"Running\"}}",
        "Content-Type",
        "application/merge-patch+json");
  }

  private static String pod() {
    return pod("box", "");
  }

  private static String pod(String name, String more) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{\"nodeName\":\"n1\",\"containers\":[{\"name\":\"main\",\"image\":\"box:v1\""
        + more
        + "}]}}";
  }
}
