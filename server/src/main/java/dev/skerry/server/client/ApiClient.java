package dev.skerry.server.client;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.pki.Identity;
import dev.skerry.pki.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Asks one API server. Any thread; calls block.
public final class ApiClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// A write is answered when it is durable; a loaded machine takes seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What a list of all objects of a lab may have.
  private static final JsonLimits ANSWER = JsonLimits.STORED;

  private final KubeFile file;
  private final HttpClient http;

  private ApiClient(KubeFile file, HttpClient http) {
    this.file = file;
    this.http = http;
  }

  public static ApiClient of(KubeFile file) {
    var contexts = new TlsContexts(InstantSource.system(), Duration.ofDays(30), new SecureRandom());
    SSLContext tls =
        file.identity().isPresent()
            ? contexts.client(() -> shown(file), file.cas())
            : contexts.anonymous(file.cas());
    return new ApiClient(
        file,
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build());
  }

  private static Identity shown(KubeFile file) {
    return file.identity().orElseThrow();
  }

  public URI server() {
    return file.server();
  }

  /// One answer.
  public record Answer(int status, Json body) {
    public boolean worked() {
      return status / 100 == 2;
    }
  }

  /// The object at a path; empty when there is none.
  public Optional<Json> find(String path) throws Refused, IOException, InterruptedException {
    Answer answer = ask("GET", path, Optional.empty());
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(require(answer, "GET " + path));
  }

  public Json post(String path, Json body) throws Refused, IOException, InterruptedException {
    return require(ask("POST", path, Optional.of(body)), "POST " + path);
  }

  private Json require(Answer answer, String what) throws Refused {
    if (answer.worked()) {
      return answer.body();
    }
    String message = answer.body().text("message");
    throw new Refused(
        file.server()
            + " refused: "
            + (message.isEmpty() ? what + " gave HTTP " + answer.status() : message));
  }

  /// Asks and takes any answer.
  public Answer ask(String method, String path, Optional<Json> body)
      throws Refused, IOException, InterruptedException {
    var publisher =
        body.isPresent()
            ? HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(body.get()))
            : HttpRequest.BodyPublishers.noBody();
    HttpRequest.Builder request =
        request(path).timeout(PATIENCE).header("Accept", "application/json");
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<byte[]> response =
        send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), json(response.body()));
  }

  /// The start of a request to this server, with who asks.
  public HttpRequest.Builder request(String path) {
    String base = file.server().toString();
    String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path));
    return file.token().isEmpty()
        ? request
        : request.header("Authorization", "Bearer " + file.token());
  }

  /// Bytes as they come; the caller closes them.
  public HttpResponse<InputStream> stream(HttpRequest request)
      throws Refused, IOException, InterruptedException {
    return send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws Refused, IOException, InterruptedException {
    try {
      return http.send(request, handler);
    } catch (ConnectException absent) {
      throw new Refused(
          "nothing answers at " + file.server() + "; is it running, and is the kubeconfig right?",
          absent);
    }
  }

  private static Json json(byte[] body) {
    try {
      return JsonText.parse(body, ANSWER).value();
    } catch (JsonRefused notJson) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return Json.object().put("message", text).build();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
