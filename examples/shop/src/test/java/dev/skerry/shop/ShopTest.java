package dev.skerry.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopTest {
  @TempDir private Path data;

  private final HttpClient client = HttpClient.newHttpClient();

  private Shop open() throws IOException {
    var settings = new Settings("s1", "v1", "shop-0", "127.0.0.1", 0, data);
    return new Shop(settings, InstantSource.system());
  }

  private HttpResponse<String> send(Shop shop, String path, HttpRequest.Builder request)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + shop.address().getPort() + path);
    return client.send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void aDayAtTheTill() throws Exception {
    try (Shop shop = open()) {
      assertThat(send(shop, "/healthz", HttpRequest.newBuilder()).statusCode()).isEqualTo(200);
      assertThat(send(shop, "/sale", post("{\"item\": \"rye \\\"bread\\\"\"}")).body())
          .isEqualTo("{\"sale\":1,\"item\":\"rye \\\"bread\\\"\"}\n");
      HttpResponse<String> form =
          send(shop, "/sale", post("item=%3Cb%3Efish").header("Accept", "text/html"));
      assertThat(form.statusCode()).isEqualTo(303);

      assertThat(send(shop, "/info", HttpRequest.newBuilder()).body())
          .isEqualTo("{\"site\":\"s1\",\"version\":\"v1\",\"pod\":\"shop-0\",\"sales\":2}\n");
      assertThat(send(shop, "/", HttpRequest.newBuilder()).body())
          .contains("s1", "v1", "&lt;b>fish", "<button>Sell</button>")
          .doesNotContain("{{");
    }
  }

  @Test
  void whatIsNotThereAndWhatIsTooLargeSaySo() throws Exception {
    try (Shop shop = open()) {
      assertThat(send(shop, "/nothing", HttpRequest.newBuilder()).statusCode()).isEqualTo(404);
      assertThat(send(shop, "/sale", post("x".repeat(5_000))).statusCode()).isEqualTo(413);
      assertThat(send(shop, "/info", HttpRequest.newBuilder()).body()).contains("\"sales\":0");
    }
  }

  @Test
  void thePlatformSpeaksByEnvironment() {
    var environment = new TreeMap<String, String>();
    assertThat(Settings.of(environment).address()).isEqualTo("0.0.0.0");
    environment.put("SITE", "s2");
    environment.put("SKERRY_MOUNT_DATA", "/volumes/shop");
    environment.put("POD_IP", "127.64.0.3");

    Settings settings = Settings.of(environment);

    assertThat(settings.site()).isEqualTo("s2");
    assertThat(settings.address()).isEqualTo("127.64.0.3");
    assertThat(settings.data()).isEqualTo(Path.of("/volumes/shop"));
    environment.put("PORT_HTTP", "http");
    assertThatThrownBy(() -> Settings.of(environment)).hasMessageContaining("'http'");
  }
}
