package dev.skerry.content.registry;

import dev.skerry.content.Digest;
import dev.skerry.content.image.Reference;
import dev.skerry.content.registry.Refusal.Code;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a path under `/v2/` is about.
sealed interface Route {
  record Base() implements Route {}

  /// @param reference a tag or a digest
  record ManifestAt(String name, String reference) implements Route {}

  record BlobAt(String name, Digest digest) implements Route {}

  record Uploads(String name) implements Route {}

  record UploadAt(String name, String id) implements Route {}

  record TagList(String name) implements Route {}

  record Catalog() implements Route {}

  Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs/uploads|blobs|tags)/([^/]*)");
  Pattern UPLOAD_ID = Pattern.compile("[a-z0-9-]{1,64}");

  static Route of(String path) throws Refusal {
    if (path.equals("/v2") || path.equals("/v2/")) {
      return new Base();
    }
    if (path.equals("/v2/_catalog")) {
      return new Catalog();
    }
    String whole = path.endsWith("/blobs/uploads") ? path + "/" : path;
    Matcher match = PATH.matcher(whole);
    if (!match.matches()) {
      throw new Refusal(Code.NAME_UNKNOWN, path + " is no path of the distribution API");
    }
    String name = match.group(1);
    if (!Reference.isName(name)) {
      throw new Refusal(Code.NAME_INVALID, "'" + name + "' is not an image name");
    }
    return tail(path, name, match.group(2), match.group(3));
  }

  private static Route tail(String path, String name, String what, String last) throws Refusal {
    return switch (what) {
      case "manifests" -> new ManifestAt(name, last);
      case "blobs" -> new BlobAt(name, digest(last));
      case "tags" -> {
        if (!last.equals("list")) {
          throw new Refusal(Code.NAME_UNKNOWN, path + " is no path of the distribution API");
        }
        yield new TagList(name);
      }
      default -> last.isEmpty() ? new Uploads(name) : new UploadAt(name, uploadId(last));
    };
  }

  static Digest digest(String text) throws Refusal {
    Optional<Digest> digest = Digest.find(text);
    if (digest.isEmpty()) {
      throw new Refusal(Code.DIGEST_INVALID, "'" + text + "' is not sha256:<64 hex>");
    }
    return digest.get();
  }

  private static String uploadId(String text) throws Refusal {
    if (!UPLOAD_ID.matcher(text).matches()) {
      throw new Refusal(Code.BLOB_UPLOAD_UNKNOWN, "'" + text + "' is not an upload");
    }
    return text;
  }
}
