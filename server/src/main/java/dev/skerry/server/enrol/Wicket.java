package dev.skerry.server.enrol;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.server.config.ConfigRefused;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// One address of a control plane, asked a few times. Calls block.
final class Wicket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI address;
  private final HttpClient client;

  Wicket(URI address, SSLContext tls) {
    this.address = address;
    this.client = HttpClient.newBuilder().sslContext(tls).connectTimeout(PATIENCE).build();
  }

  /// The hour there.
  Optional<Instant> hour() throws IOException, InterruptedException {
    var answer = send(request("/healthz").GET().build());
    return answer.headers().firstValue("Date").flatMap(Wicket::hour);
  }

  private static Optional<Instant> hour(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// @throws ConfigRefused when the answer is a refusal
  /// @throws IOException when there is no answer; the message says where
  Json post(String path, Obj body) throws IOException, ConfigRefused, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(body)))
                .build());
    try {
      Json answer = JsonText.parse(response.body(), JsonLimits.REQUEST).value();
      if (response.statusCode() / 100 != 2) {
        throw new ConfigRefused(address + " refused: " + answer.text("message"));
      }
      return answer;
    } catch (JsonRefused bad) {
      throw new IOException("the answer of " + address + " is not JSON", bad);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new IOException(address + " " + why(failed), failed);
    }
  }

  /// What lies under a failure; the client wraps the reason several times.
  private static String why(IOException failed) {
    String deepest = "";
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof CertificateException && each.getMessage() != null) {
        return "is not trusted: " + each.getMessage();
      }
      if (each instanceof UnresolvedAddressException) {
        return "has no address: no such host is known here";
      }
      deepest = each.getMessage() == null ? deepest : each.getMessage();
    }
    if (deepest.isEmpty() && failed instanceof ConnectException) {
      return "does not answer: nothing listens there; see the address, and whether it runs";
    }
    return "does not answer" + (deepest.isEmpty() ? "" : ": " + deepest);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
