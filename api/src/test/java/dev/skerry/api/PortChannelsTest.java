package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ports of a pod as client libraries forward them, which is not as kubectl does.
final class PortChannelsTest {
  private static final String POD = "/api/v1/namespaces/default/pods/box";
  private static final String BOX =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "box"},
       "spec": {"nodeName": "n1", "containers": [{"name": "main", "image": "box:v1"}]}}
      """;

  private TestApi api;
  private ServerSocket pod;

  @BeforeEach
  void aPodThatListens() throws Exception {
    api = TestApi.start();
    api.node("n1");
    assertThat(api.post("/api/v1/namespaces/default/pods", BOX).status()).isEqualTo(201);
    pod = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
  }

  @AfterEach
  void stop() throws Exception {
    pod.close();
    api.close();
  }

  /// Messages by channel, as `0:text`.
  private static final class Client implements WebSocket.Listener {
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      int channel = data.get();
      messages.add(channel + ":" + StandardCharsets.ISO_8859_1.decode(data));
      return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      messages.add("closed " + code);
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }
  }

  private WebSocket forward(Client client, String query) {
    URI uri =
        URI.create(api.uri(POD + "/portforward" + query).toString().replace("https:", "wss:"));
    return api.admin()
        .newWebSocketBuilder()
        .subprotocols("v4.channel.k8s.io")
        .buildAsync(uri, client)
        .join();
  }

  private static String number(int port) {
    return "" + (char) (port & 0xff) + (char) (port >> 8);
  }

  private static ByteBuffer bytes(int channel, String text) {
    byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(data.length + 1).put((byte) channel).put(data).flip();
  }

  @Test
  void bytesGoBothWaysUntilThePodEnds() throws Exception {
    var client = new Client();
    WebSocket socket = forward(client, "?ports=" + pod.getLocalPort());
    assertThat(client.messages.take()).isEqualTo("0:" + number(pod.getLocalPort()));
    assertThat(client.messages.take()).isEqualTo("1:" + number(pod.getLocalPort()));
    try (Socket there = pod.accept()) {
      socket.sendBinary(bytes(0, "ahoy"), true).join();
      assertThat(there.getInputStream().readNBytes(4)).asString().isEqualTo("ahoy");
      there.getOutputStream().write('x');
      assertThat(client.messages.take()).isEqualTo("0:x");
    }
    assertThat(client.messages.take()).isEqualTo("closed 1000");
  }

  @Test
  void aPortWhereNothingListensIsToldOnItsOwnChannel() throws Exception {
    int closed;
    try (var once = new ServerSocket(0)) {
      closed = once.getLocalPort();
    }
    var client = new Client();
    WebSocket _ = forward(client, "?ports=" + pod.getLocalPort() + "&ports=" + closed);
    String message = client.messages.take();
    while (!message.startsWith("3:error")) {
      message = client.messages.take();
    }
    assertThat(message).contains("forwarding port " + closed + " to pod box");
    pod.accept().close();
    while (!message.startsWith("closed")) {
      message = client.messages.take();
    }
  }

  @Test
  void aPodLosesItsConnectionWithTheClient() throws Exception {
    var client = new Client();
    WebSocket socket = forward(client, "?ports=" + pod.getLocalPort());
    try (Socket there = pod.accept()) {
      socket.abort();
      assertThat(there.getInputStream().read()).isNegative();
    }
  }

  @Test
  void whatIsNoPortIsRefused() throws Exception {
    var answer = api.send("GET", POD + "/portforward?ports=http", "", "Accept", "application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().text("message")).contains("ports: 'http' is no port");
  }
}
