package dev.skerry.server.image;

import dev.skerry.content.pull.Fetcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/// GET from a registry of the fleet, with this end's certificate. An answer that breaks off fails
/// the read; the next pull goes on where it broke.
public final class HttpFetcher implements Fetcher, AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

  /// Until the head of an answer, and between any two bytes of a body, which may otherwise take as
  /// long as the link needs.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final URI registry;
  private final HttpClient client;

  /// @param registry `https://HOST:PORT`, as seen through the relay
  /// @param tls trusts the registry's authority and shows this end's certificate
  public HttpFetcher(URI registry, SSLContext tls) {
    this.registry = registry;
    this.client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  @Override
  public Fetched get(String path, List<String> accept, long from) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(registry.resolve(path)).timeout(ANSWER_LIMIT).GET();
    if (!accept.isEmpty()) {
      request.header("Accept", String.join(", ", accept));
    }
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Fetched(answer.statusCode(), new Impatient(answer.body(), ANSWER_LIMIT));
    } catch (IOException failed) {
      throw new IOException("registry " + registry + " does not answer: " + failed, failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while asking " + registry, stopped);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
