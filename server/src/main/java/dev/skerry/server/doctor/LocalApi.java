package dev.skerry.server.doctor;

import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Identity;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The API of the process that runs on a data directory, asked on its own machine by whoever may
/// read its keys. Blocks for seconds at most.
public final class LocalApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI url;
  private final HttpClient http;

  /// @param url where this machine reaches it
  /// @throws PkiRefused when the keys of the directory cannot be used
  public LocalApi(Vault vault, URI url) throws IOException, PkiRefused {
    this.url = url;
    Identity asker =
        vault.authority().client(Principal.user("doctor", Principal.MASTERS), Instant.now());
    http =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().client(() -> asker, List.of(vault.ca())))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  public URI url() {
    return url;
  }

  /// The version of the program that serves there.
  ///
  /// @throws IOException when nobody does, or somebody else
  public String version() throws IOException, InterruptedException {
    String git = get("/version").text("gitVersion");
    return git.substring(git.indexOf('+') + 1).replaceFirst("^skerry\\.", "");
  }

  /// An object that the API answers with.
  Obj get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(url + path + " answers with HTTP " + answer.statusCode());
    }
    try {
      return JsonText.parse(answer.body(), JsonLimits.REQUEST).value() instanceof Obj object
          ? object
          : Obj.EMPTY;
    } catch (JsonRefused bad) {
      String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
      throw new IOException(url + path + " answers with what is no JSON: " + text, bad);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
