package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands over SPDY/3.1, as kubectl up to 1.29 runs them, and 1.30 and newer when told to.
final class SpdyStreamsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String BOX =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "box"},
       "spec": {"nodeName": "n1", "containers": [{"name": "main", "image": "box:v1"}]}}
      """;

  @TempDir Path home;
  private TestApi api;
  private Kubectl kubectl;

  @BeforeEach
  void aPod() throws Exception {
    api = TestApi.start();
    api.node("n1");
    assertThat(api.post(PODS, BOX).status()).isEqualTo(201);
    kubectl = new Kubectl("1.32", home, api.kubeconfig(home)).overSpdy();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void outputsAndTheExitCodeComeApart() throws Exception {
    var failed = kubectl.run("exec", "box", "--", "sh", "-c", "echo out; echo oops >&2; exit 7");
    assertThat(failed.exit()).isEqualTo(7);
    assertThat(failed.out()).isEqualTo("out\n");
    assertThat(failed.err()).startsWith("oops\n").contains("exit code 7");
    assertThat(kubectl.run("exec", "box", "--", "echo", "hello").ok().out()).isEqualTo("hello\n");
  }

  @Test
  void inputPassesAndItsEndIsSeen() throws Exception {
    String much = "herring\n".repeat(200_000);
    var counted = kubectl.runWith(much, "exec", "-i", "box", "--", "wc", "-c").ok();
    assertThat(counted.out().strip()).isEqualTo(Integer.toString(much.length()));
    assertThat(kubectl.runWith(much, "exec", "-i", "box", "--", "cat").ok().out()).isEqualTo(much);
  }

  /// Far more is on its way than pieces and sockets hold; what nobody reads holds up no answer.
  @Test
  void aCommandThatReadsLittleOfItsInputStillAnswers() throws Exception {
    String much = "herring\n".repeat(2_000_000);
    var head = kubectl.runWith(much, "exec", "-i", "box", "--", "sh", "-c", "read a; echo $a");
    assertThat(head.ok().out()).isEqualTo("herring\n");
  }

  @Test
  void whatIsRefusedIsRefusedBeforeTheConnectionIsSwitched() throws Exception {
    var none = kubectl.run("exec", "box", "-c", "other", "--", "true");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("container other is not valid for pod box");
    try (var raw = api.raw()) {
      raw.send(ask("exec?command=true&stdout=true", "channel.k8s.io"));
      Raw.Answer old = raw.answer(false);
      assertThat(old.status()).isEqualTo(400);
      assertThat(old.json().text("message")).contains("v4.channel.k8s.io", "says 'channel.k8s.io'");
    }
  }

  @Test
  void theProtocolIsNamedInTheAnswer() throws Exception {
    try (var raw = api.raw()) {
      raw.send(ask("portforward", "portforward.k8s.io"));
      Raw.Answer switched = raw.answer(false);
      assertThat(switched.status()).isEqualTo(101);
      assertThat(switched.headers())
          .containsEntry("upgrade", "SPDY/3.1")
          .containsEntry("x-stream-protocol-version", "portforward.k8s.io");
      raw.send(new byte[] {(byte) 0x80, 2, 0, 1, 0, 0, 0, 0});
      assertThat(raw.hungUp(60_000)).isTrue();
    }
  }

  private static String ask(String what, String protocol) {
    return "POST "
        + PODS
        + "/box/"
        + what
        + " HTTP/1.1\r\nHost: core\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
        + "X-Stream-Protocol-Version: "
        + protocol
        + "\r\nContent-Length: 0\r\n\r\n";
  }
}
