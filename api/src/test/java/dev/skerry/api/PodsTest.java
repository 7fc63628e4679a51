package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.JsonText;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PodsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String EXEC = "/exec?command=sh&stdin=1&stdout=1&stderr=1";
  private final FakeStreams streams = new FakeStreams();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.withStreams(streams);
    api.node("n1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void pod(String name, String status, String... containers) throws Exception {
    String list =
        String.join(
            ",",
            List.of(containers).stream()
                .map(c -> "{\"name\":\"" + c + "\",\"image\":\"busybox\"}")
                .toList());
    String meta = "\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\"}";
    String spec = ",\"spec\":{\"nodeName\":\"n1\",\"containers\":[" + list + "]}";
    assertThat(api.post(PODS, "{" + meta + spec + "}").status()).isEqualTo(201);
    var told =
        api.send(
            "PATCH",
            PODS + "/" + name + "/status",
            "{\"status\":{\"containerStatuses\":[" + status + "]}}",
            "Content-Type",
            "application/merge-patch+json");
    assertThat(told.status()).isEqualTo(200);
  }

  private static String status(String container, String state) {
    return "{\"name\":\""
        + container
        + "\",\"ready\":true,\"restartCount\":0,\"image\":\"busybox\",\"imageID\":\"x\",\"state\":{"
        + state
        + "}}";
  }

  private void runningPod() throws Exception {
    pod("web", status("app", "\"running\":{}"), "app");
  }

  @Test
  void aLogIsThatOfTheOnlyContainerWithWhatWasAskedFor() throws Exception {
    runningPod();
    streams.logWriter.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8));
    streams.logWriter.close();
    var log = api.get(PODS + "/web/log?tailLines=2&timestamps=true&limitBytes=99&sinceSeconds=60");
    assertThat(log.text()).isEqualTo("one\ntwo\n");
    assertThat(log.header("Content-Type")).startsWith("text/plain");
    var options = streams.askedLogs.remove();
    assertThat(options.tailLines()).hasValue(2);
    assertThat(options.limitBytes()).hasValue(99);
    assertThat(options.timestamps()).isTrue();
    assertThat(options.follow()).isFalse();
    assertThat(options.since()).isPresent();
  }

  @Test
  void aLogThatIsFollowedArrivesLineByLineAndEndsWithItsReader() throws Exception {
    runningPod();
    HttpResponse<InputStream> log =
        api.admin()
            .send(
                api.request(PODS + "/web/log?follow=true").GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
    var lines = new BufferedReader(new InputStreamReader(log.body(), StandardCharsets.UTF_8));
    for (String line : List.of("one", "two")) {
      streams.logWriter.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      streams.logWriter.flush();
      assertThat(lines.readLine()).isEqualTo(line);
    }
    lines.close();
    streams.logClosed.await();
  }

  @Test
  void whichContainerIsSaidAsKubernetesSaysIt() throws Exception {
    pod("two", status("a", "\"waiting\":{\"reason\":\"ImagePullBackOff\"}"), "a", "b");
    assertThat(message(PODS + "/two/log"))
        .isEqualTo("a container name must be specified for pod two, choose one of: [a b]");
    assertThat(message(PODS + "/two/log?container=c"))
        .isEqualTo("container c is not valid for pod two");
    assertThat(message(PODS + "/two/log?container=a"))
        .isEqualTo(
            "container \"a\" in pod \"two\" is waiting to start: trying and failing to pull image");
    assertThat(message(PODS + "/two/log?container=a&previous=true"))
        .isEqualTo("previous terminated container \"a\" in pod \"two\" not found");
    assertThat(api.get(PODS + "/none/log").status()).isEqualTo(404);
  }

  private String message(String path) throws Exception {
    var reply = api.get(path);
    assertThat(reply.status()).isEqualTo(400);
    return reply.json().text("message");
  }

  @Test
  void optionsThatCannotBeMeantAreRefused() throws Exception {
    runningPod();
    var reply = api.get(PODS + "/web/log?tailLines=-1");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().text("message"))
        .contains("tailLines: Invalid value: -1: must be greater than or equal to 0");
    assertThat(api.get(PODS + "/web/log?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z").status())
        .isEqualTo(422);
    assertThat(message(PODS + "/web" + EXEC)).contains("served over WebSocket");
  }

  /// A client of the channel protocol that keeps what came.
  private static final class Client implements WebSocket.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      message.append(StandardCharsets.ISO_8859_1.decode(data));
      if (last) {
        messages.add(message.toString());
        message.setLength(0);
      }
      return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      messages.add("closed " + code);
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }
  }

  private WebSocket connect(String path, Client client, String protocol) {
    URI uri = URI.create(api.uri(path).toString().replace("https:", "wss:"));
    return api.admin().newWebSocketBuilder().subprotocols(protocol).buildAsync(uri, client).join();
  }

  private static ByteBuffer bytes(int channel, String text) {
    byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(data.length + 1).put((byte) channel).put(data).flip();
  }

  @Test
  void aCommandSpeaksOnItsChannelsAndItsCodeIsToldAtTheEnd() throws Exception {
    runningPod();
    var client = new Client();
    WebSocket socket = connect(PODS + "/web" + EXEC, client, "v5.channel.k8s.io");
    assertThat(socket.getSubprotocol()).isEqualTo("v5.channel.k8s.io");
    var session = streams.begun.take();
    assertThat(session.command.words()).containsExactly("sh");
    assertThat(session.target.container()).isEqualTo("app");
    socket.sendBinary(bytes(4, "{\"Width\":80,\"Height\":24}"), true).join();
    assertThat(session.sizes.take()).containsExactly(80, 24);
    socket.sendBinary(bytes(0, "ls\n"), true).join();
    assertThat(session.typed.take()).isEqualTo("ls\n");
    socket.sendBinary(bytes(255, "\0"), true).join();
    session.inputClosed.await();
    session.out.write('o');
    session.out.flush();
    assertThat(client.messages.take()).isEqualTo("\u0001o");
    session.err.write('e');
    session.err.flush();
    assertThat(client.messages.take()).isEqualTo("\u0002e");
    session.exits(7);
    String last = client.messages.take();
    assertThat(last).startsWith("\u0003");
    var status = JsonText.stored(last.substring(1).getBytes(StandardCharsets.UTF_8));
    assertThat(status.text("reason")).isEqualTo("NonZeroExitCode");
    assertThat(status.items("details", "causes").getFirst().text("message")).isEqualTo("7");
    assertThat(client.messages.take()).isEqualTo("closed 1000");
    session.closed.await();
  }

  @Test
  void aCommandEndsWhenItsClientGoes() throws Exception {
    runningPod();
    WebSocket socket = connect(PODS + "/web" + EXEC, new Client(), "v4.channel.k8s.io");
    var session = streams.begun.take();
    socket.abort();
    session.closed.await();
  }

  @Test
  void aCommandThatCannotBeginSaysWhyOnTheStatusChannel() throws Exception {
    runningPod();
    var client = new Client();
    WebSocket _ = connect(PODS + "/web/exec?command=missing&stdout=1", client, "v4.channel.k8s.io");
    assertThat(client.messages.take()).startsWith("\u0003").contains("missing: not found");
  }

  @Test
  void aProtocolThatIsNotSpokenIsRefused() throws Exception {
    runningPod();
    assertThatThrownBy(() -> connect(PODS + "/web" + EXEC, new Client(), "channel.k8s.io"))
        .isInstanceOf(CompletionException.class)
        .hasStackTraceContaining("400");
  }
}
