package dev.skerry.drivers.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.Action.Header;
import dev.skerry.node.probe.Prober.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpQuestionTest {
  private static final String HOST = "127.0.0.1";

  private HttpServer server;
  private String heardHost = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/well", 200, "");
    answer("/ill", 503, "");
    answer("/moved", 302, "/ill");
    answer("/away", 302, "http://192.0.2.1/secret");
    answer("/round", 302, "/round");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String location) {
    server.createContext(
        path,
        exchange -> {
          heardHost = exchange.getRequestHeaders().getFirst("Host");
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  private Answer ask(String path, Header... headers) throws IOException {
    int port = server.getAddress().getPort();
    var http = new Action.Http("HTTP", "", port, path, List.of(headers));
    return new HttpQuestion(http, Deadline.in(Duration.ofSeconds(60))).ask(HOST);
  }

  @Test
  void aStatusBelow400IsWell() throws IOException {
    assertThat(ask("/well").well()).isTrue();
    assertThat(ask("/ill")).isEqualTo(new Answer(false, "HTTP probe failed with statuscode: 503"));
  }

  @Test
  void aRedirectIsFollowedOnTheSameHostOnly() throws IOException {
    assertThat(ask("/moved").well()).isFalse();
    assertThat(ask("/away").well()).isTrue();
    assertThat(ask("/round")).isEqualTo(new Answer(false, "stopped after 10 redirects"));
  }

  @Test
  void aProbeMaySayWhichHostItMeans() throws IOException {
    assertThat(ask("/well", new Header("Host", "shop.example")).well()).isTrue();
    assertThat(heardHost).isEqualTo("shop.example");
  }

  @Test
  void aServerThatSaysNothingRunsOutOfTime() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var http = new Action.Http("HTTP", "", silent.getLocalPort(), "/", List.of());
      assertThatThrownBy(() -> new HttpQuestion(http, Deadline.in(Duration.ofMillis(50))).ask(HOST))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
