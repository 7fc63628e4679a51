package dev.skerry.content.registry;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.ManifestReader;
import dev.skerry.content.image.Reference;
import dev.skerry.content.image.Tags;
import dev.skerry.content.registry.Refusal.Code;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v2/<name>/manifests/<tag or digest>`.
final class Manifests {
  private final Library library;
  private final Upstream upstream;

  Manifests(Library library, Upstream upstream) {
    this.library = library;
    this.upstream = upstream;
  }

  Answer answer(Request request, Route.ManifestAt at) throws Refusal, ImageRefused, ContentFailure {
    return switch (request.method()) {
      case "GET", "HEAD" -> give(request, at);
      case "PUT" -> take(request, at);
      case "DELETE" -> forget(at);
      default -> throw Registry.unsupported(request);
    };
  }

  private Answer give(Request request, Route.ManifestAt at)
      throws Refusal, ImageRefused, ContentFailure {
    Optional<Digest> digest = here(at);
    if (digest.isEmpty() && upstream.bring(reference(at))) {
      digest = here(at);
    }
    if (digest.isEmpty()) {
      throw new Refusal(
          Code.MANIFEST_UNKNOWN, "there is no image " + at.name() + ":" + at.reference() + " here");
    }
    byte[] bytes = bytes(digest.get(), at);
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            ManifestReader.read(bytes).mediaType(),
            "Docker-Content-Digest",
            digest.get().toString());
    return request.method().equals("HEAD")
        ? Answer.head(200, headers, bytes.length)
        : Answer.bytes(200, headers, bytes);
  }

  /// A layer is here as well, but nobody is to take it for an image.
  private byte[] bytes(Digest digest, Route.ManifestAt at) throws Refusal, ContentFailure {
    try {
      byte[] bytes = library.small(digest, ManifestReader.MAX_BYTES);
      Manifest _ = ManifestReader.read(bytes);
      return bytes;
    } catch (ImageRefused other) {
      throw new Refusal(
          Code.MANIFEST_UNKNOWN,
          at.name() + ":" + at.reference() + " is no image: " + other.sentence(),
          other);
    }
  }

  /// Names only; what no name leads to is swept later, unless somebody needs it.
  private Answer forget(Route.ManifestAt at) throws Refusal, ContentFailure {
    boolean forgotten = false;
    for (var named : library.tags().all().entrySet()) {
      boolean meant =
          named.getKey().tag().equals(at.reference())
              || named.getValue().toString().equals(at.reference());
      if (meant && named.getKey().repository().equals(at.name())) {
        forgotten |= library.tags().remove(named.getKey());
      }
    }
    if (!forgotten) {
      throw new Refusal(
          Code.MANIFEST_UNKNOWN, "there is no image " + at.name() + ":" + at.reference() + " here");
    }
    return Answer.empty(202, Map.of());
  }

  private static String reference(Route.ManifestAt at) {
    boolean tag = Digest.find(at.reference()).isEmpty();
    return at.name() + (tag ? ":" : "@") + at.reference();
  }

  private Optional<Digest> here(Route.ManifestAt at) throws ContentFailure {
    Optional<Digest> digest = Digest.find(at.reference());
    if (digest.isEmpty() && Reference.isTag(at.reference())) {
      digest = library.tags().find(new Tags.Tag(at.name(), at.reference()));
    }
    return digest.isPresent() && library.contents().keep(digest.get()) ? digest : Optional.empty();
  }

  private Answer take(Request request, Route.ManifestAt at)
      throws Refusal, ImageRefused, ContentFailure {
    byte[] bytes = body(request);
    Manifest manifest = ManifestReader.read(bytes);
    String said = request.header("content-type").orElse(manifest.mediaType());
    if (!said.equals(manifest.mediaType())) {
      throw new Refusal(
          Code.MANIFEST_INVALID,
          "Content-Type is " + said + " but the manifest is " + manifest.mediaType());
    }
    Optional<Digest> named = Digest.find(at.reference());
    if (named.isEmpty() && !Reference.isTag(at.reference())) {
      throw new Refusal(Code.MANIFEST_INVALID, "'" + at.reference() + "' is no tag and no digest");
    }
    Digest digest = Digest.of(bytes);
    if (named.isPresent() && !named.get().equals(digest)) {
      throw new Refusal(Code.DIGEST_INVALID, "the manifest is " + digest);
    }
    requireBlobs(manifest);
    library.put(bytes);
    if (named.isEmpty()) {
      library.tags().put(new Tags.Tag(at.name(), at.reference()), digest);
    }
    return Answer.empty(
        201,
        Map.of(
            "Location",
            "/v2/" + at.name() + "/manifests/" + digest,
            "Docker-Content-Digest",
            digest.toString()));
  }

  private static byte[] body(Request request) throws Refusal {
    try {
      byte[] bytes = request.body().readNBytes(ManifestReader.MAX_BYTES + 1);
      if (bytes.length > ManifestReader.MAX_BYTES) {
        throw new Refusal(
            Code.SIZE_INVALID, "a manifest has at most " + ManifestReader.MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException cut) {
      throw new Refusal(Code.MANIFEST_INVALID, "the request ended early", cut);
    }
  }

  private void requireBlobs(Manifest manifest) throws Refusal, ImageRefused, ContentFailure {
    List<Digest> missing = library.missing(manifest);
    if (!missing.isEmpty()) {
      throw new Refusal(
          Code.MANIFEST_BLOB_UNKNOWN,
          "blob " + missing.getFirst() + " is not here; push it before its manifest");
    }
  }
}
