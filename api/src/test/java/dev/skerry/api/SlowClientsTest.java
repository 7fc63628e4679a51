package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.http.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Clients that send a byte now and then, or read nothing. Each loses its own connection, with the
/// reason where HTTP lets one say it; whoever else is there is served meanwhile.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SlowClientsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int DRIP_MILLIS = 50;

  /// A minute of drips; whoever is patient for seconds has hung up long before.
  private static final int MOST_DRIPS = 1_200;

  private TestApi api;

  @BeforeAll
  void start() throws Exception {
    // A busy machine takes seconds for an honest handshake.
    api =
        TestApi.with(
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(6), Duration.ofSeconds(2)));
  }

  @AfterAll
  void stop() {
    api.close();
  }

  /// Something sent again and again until the server has had enough.
  private static int drips(Raw slow, String drop) throws IOException {
    for (int drips = 0; drips < MOST_DRIPS; drips++) {
      try {
        slow.send(drop);
      } catch (IOException _) {
        return drips;
      }
      if (slow.hungUp(DRIP_MILLIS)) {
        return drips;
      }
    }
    return MOST_DRIPS;
  }

  @Test
  void headersThatNeverEndLoseTheirConnection() throws Exception {
    try (Raw slow = api.raw()) {
      slow.send("GET /version HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(drips(slow, "X-More: x\r\n")).isBetween(2, MOST_DRIPS - 1);
    }
    assertThat(api.get("/version").status()).isEqualTo(200);
  }

  @Test
  void aSecondRequestWhoseHeadersNeverEndLosesItToo() throws Exception {
    try (Raw slow = api.raw()) {
      slow.send("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(slow.answer(false).status()).isEqualTo(200);
      slow.send("GET /version HTTP/1.1\r\n");
      assertThat(drips(slow, "X-More: x\r\n")).isBetween(2, MOST_DRIPS - 1);
    }
  }

  @Test
  void aHandshakeThatNeverEndsLosesItsConnection() throws Exception {
    try (var slow = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      slow.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, 0x10, 0x00, 0x01});
      slow.setSoTimeout(DRIP_MILLIS);
      assertThat(handshakeDrips(slow)).isBetween(2, MOST_DRIPS - 1);
    }
  }

  private static int handshakeDrips(Socket slow) {
    for (int drips = 0; drips < MOST_DRIPS; drips++) {
      try {
        slow.getOutputStream().write(0);
        if (isOver(slow)) {
          return drips;
        }
      } catch (IOException _) {
        return drips;
      }
    }
    return MOST_DRIPS;
  }

  private static boolean isOver(Socket slow) throws IOException {
    try {
      return slow.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  @Test
  void aBodyThatDripsIsATimeoutOfTheRequest() throws Exception {
    try (Raw slow = api.raw()) {
      slow.send(
          "POST "
              + MAPS
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100000\r\n\r\n{");
      Raw.Answer answer = slow.answer(false);
      assertThat(answer.status()).as(answer.text()).isEqualTo(408);
      var status = answer.json();
      assertThat(status.text("reason")).isEqualTo("RequestTimeout");
      assertThat(status.text("message")).contains("1 bytes", "1024 bytes a second");
      assertThat(slow.hungUp(DRIP_MILLIS * 100)).isTrue();
    }
  }

  @Test
  void aBodyThatIsAbandonedLeavesNothing() throws Exception {
    try (Raw gone = api.raw()) {
      gone.send(
          "POST " + MAPS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
      gone.send("Content-Length: 1000\r\n\r\n" + TestApi.configMap("abandoned"));
    }
    assertThat(api.post(MAPS, TestApi.configMap("after")).status()).isEqualTo(201);
    assertThat(api.get(MAPS + "/abandoned").status()).isEqualTo(404);
  }

  @Test
  void aWatchThatReadsNothingIsGivenUpAndHoldsNobodyUp() throws Exception {
    String big = "x".repeat(256 * 1024);
    try (Raw deaf = api.raw()) {
      deaf.send("GET " + MAPS + "?watch=true HTTP/1.1\r\nHost: localhost\r\n\r\n");
      for (int n = 0; n < 40; n++) {
        String map = TestApi.configMap("deaf-" + n, "k", big);
        assertThat(api.post(MAPS, map).status()).isEqualTo(201);
      }
      while (api.plane.hub.watchers() > 0) {
        assertThat(api.get("/version").status()).isEqualTo(200);
      }
      assertThat(deaf.drained()).isLessThan(40L * big.length());
    }
  }
}
