package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.Reference;
import dev.skerry.content.image.Tags.Tag;
import dev.skerry.content.pull.Fetcher;
import dev.skerry.model.json.Json;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The images of a core, over `/v2/` (OCI distribution spec).
public final class CoreImages implements Fetcher {
  private static final String BLOBS = "/blobs/";
  private static final int NOT_FOUND = 404;

  private final ApiClient client;
  private final Progress progress;

  public CoreImages(ApiClient client) {
    this(client, Progress.NONE);
  }

  CoreImages(ApiClient client, Progress progress) {
    this.client = client;
    this.progress = progress;
  }

  /// Sends what the core lacks, then the name.
  void push(Library from, Reference name)
      throws ImageRefused, Refused, IOException, InterruptedException {
    Digest manifest =
        from.resolve(name)
            .orElseThrow(() ->
                new Refused("there is no image " + name + " here; skerry image list shows all"));
    push(from, name, manifest, name.tag().orElse("latest"));
  }

  private void push(Library from, Reference name, Digest digest, String as)
      throws ImageRefused, Refused, IOException, InterruptedException {
    Manifest manifest = from.manifest(digest);
    for (Descriptor each : manifest.references()) {
      if (manifest instanceof Manifest.Index) {
        push(from, name, each.digest(), each.digest().toString());
      } else {
        blob(from, name, each);
      }
    }
    put(
        "PUT",
        "/v2/" + name.repository() + "/manifests/" + as,
        manifest.mediaType(),
        BodyPublishers.ofByteArray(from.small(digest, from.contents().size(digest))));
  }

  private void blob(Library from, Reference name, Descriptor blob)
      throws Refused, IOException, InterruptedException {
    String blobs = "/v2/" + name.repository() + BLOBS;
    if (client.ask("HEAD", blobs + blob.digest(), Optional.empty()).worked()) {
      progress.there(blob.digest().toString());
      return;
    }
    progress.begins(blob.digest().toString(), blob.size());
    try {
      put(
          "POST",
          blobs + "uploads/?digest=" + blob.digest(),
          "application/octet-stream",
          BodyPublishers.fromPublisher(
              BodyPublishers.ofInputStream(() -> open(from, blob.digest())), blob.size()));
    } finally {
      progress.ends();
    }
  }

  private InputStream open(Library from, Digest digest) {
    try {
      return new Counted(from.contents().open(digest), progress::moved, () -> {});
    } catch (ContentFailure failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void put(String method, String path, String type, HttpRequest.BodyPublisher body)
      throws Refused, IOException, InterruptedException {
    HttpRequest request =
        client.request(path).header("Content-Type", type).method(method, body).build();
    HttpResponse<InputStream> response = client.stream(request);
    try (InputStream said = response.body()) {
      if (response.statusCode() / 100 != 2) {
        String why = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
        throw new Refused(client.server() + " refused the image: " + why);
      }
    }
  }

  /// Sites that have the image keep it.
  public void remove(String name) throws ImageRefused, Refused, IOException, InterruptedException {
    Tag tag = tag(name);
    ApiClient.Answer answer =
        client.ask(
            "DELETE", "/v2/" + tag.repository() + "/manifests/" + tag.tag(), Optional.empty());
    if (answer.status() == NOT_FOUND) {
      throw new Refused(
          "there is no image " + name + " at " + client.server() + "; skerry image list shows all");
    }
    if (!answer.worked()) {
      throw new Refused(client.server() + " refused to remove it: " + answer.body());
    }
  }

  static Tag tag(String name) throws ImageRefused, Refused {
    Reference reference = Reference.parse(name);
    if (reference.digest().isPresent()) {
      throw new Refused("'" + name + "' has a digest; give the name to remove, NAME:TAG");
    }
    return new Tag(reference.repository(), reference.tag().orElse("latest"));
  }

  /// `name:tag` of all, sorted.
  public List<String> list() throws Refused, IOException, InterruptedException {
    Json catalog = client.find("/v2/_catalog").orElse(Json.object().build());
    var all = new TreeSet<String>();
    for (Json repository : catalog.items("repositories")) {
      if (repository instanceof Json.Str(String name)) {
        Json tags = client.find("/v2/" + name + "/tags/list").orElse(Json.object().build());
        for (Json tag : tags.items("tags")) {
          if (tag instanceof Json.Str(String text)) {
            all.add(name + ":" + text);
          }
        }
      }
    }
    return List.copyOf(all);
  }

  @Override
  public Fetched get(String path, List<String> accept, long from) throws IOException {
    HttpRequest.Builder request = client.request(path);
    accept.forEach(type -> request.header("Accept", type));
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      HttpResponse<InputStream> response = client.stream(request.GET().build());
      return new Fetched(response.statusCode(), followed(path, response));
    } catch (Refused refused) {
      throw new IOException(refused.getMessage(), refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(stopped);
    }
  }

  private InputStream followed(String path, HttpResponse<InputStream> response) {
    int blob = path.indexOf(BLOBS);
    if (blob < 0 || response.statusCode() / 100 != 2) {
      return response.body();
    }
    progress.begins(
        path.substring(blob + BLOBS.length()),
        response.headers().firstValueAsLong("Content-Length").orElse(0));
    return new Counted(response.body(), progress::moved, progress::ends);
  }
}
