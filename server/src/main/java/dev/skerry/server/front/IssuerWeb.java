package dev.skerry.server.front;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Fetches what an issuer of tokens publishes: a few seconds and 512 KiB at most, never elsewhere
/// than asked. Any thread.
final class IssuerWeb implements ResourceRetriever {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 512 * 1024;

  private final HttpClient client;

  IssuerWeb(SSLContext trust) {
    client =
        HttpClient.newBuilder()
            .sslContext(trust)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(url.toString())).timeout(PATIENCE).build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (answer.statusCode() != 200 || bytes.length > MAX_BYTES) {
          throw new IOException(
              url + " answered " + answer.statusCode() + " with " + bytes.length + " bytes");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return new Resource(new String(bytes, StandardCharsets.UTF_8), type);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while " + url + " was asked", stopped);
    }
  }
}
