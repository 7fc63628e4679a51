package dev.skerry.content.registry;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.registry.Refusal.Code;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/v2/<name>/blobs/uploads/…`: POST begins, PATCH adds, PUT ends, GET tells how far it is, DELETE
/// drops. POST with a digest takes the whole blob at once. A mount is a blob that is here already,
/// since all names share one store; if it is not, an upload begins, as the spec allows.
final class Uploads {
  private static final Pattern CONTENT_RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  private final Contents contents;
  private final Supplier<String> ids;

  Uploads(Contents contents, Supplier<String> ids) {
    this.contents = contents;
    this.ids = ids;
  }

  Answer begin(Request request, Route.Uploads at) throws Refusal, ContentFailure {
    if (!request.method().equals("POST")) {
      throw Registry.unsupported(request);
    }
    Optional<String> mount = request.parameter("mount");
    if (mount.isPresent() && contents.keep(Route.digest(mount.get()))) {
      return created(at.name(), Route.digest(mount.get()));
    }
    Optional<String> digest = request.parameter("digest");
    if (digest.isPresent()) {
      return whole(request, at, Route.digest(digest.get()));
    }
    try (Upload upload = contents.upload(ids.get())) {
      return progress(202, at.name(), upload);
    }
  }

  /// A blob in one request. Its client knows of no upload, so what does not become one is dropped.
  private Answer whole(Request request, Route.Uploads at, Digest expected) throws ContentFailure {
    try (Upload upload = contents.upload(ids.get())) {
      boolean came = false;
      try {
        upload.append(0, request.body());
        came = true;
      } finally {
        if (!came) {
          upload.abort();
        }
      }
      upload.commit(expected);
      return created(at.name(), expected);
    }
  }

  Answer answer(Request request, Route.UploadAt at) throws Refusal, ContentFailure {
    if (!contents.hasUpload(at.id())) {
      throw new Refusal(
          Code.BLOB_UPLOAD_UNKNOWN, "there is no upload " + at.id() + "; begin with POST");
    }
    try (Upload upload = contents.upload(at.id())) {
      return switch (request.method()) {
        case "GET" -> progress(204, at.name(), upload);
        case "PATCH" -> {
          append(request, upload);
          yield progress(202, at.name(), upload);
        }
        case "PUT" -> finish(request, at, upload);
        case "DELETE" -> {
          upload.abort();
          yield Answer.empty(204, Map.of());
        }
        default -> throw Registry.unsupported(request);
      };
    }
  }

  private Answer finish(Request request, Route.UploadAt at, Upload upload)
      throws Refusal, ContentFailure {
    Optional<String> digest = request.parameter("digest");
    if (digest.isEmpty()) {
      throw new Refusal(Code.DIGEST_INVALID, "the digest of the whole blob is missing");
    }
    Digest expected = Route.digest(digest.get());
    append(request, upload);
    upload.commit(expected);
    return created(at.name(), expected);
  }

  /// Without `Content-Range` the bytes follow on what is there.
  private static void append(Request request, Upload upload) throws Refusal, ContentFailure {
    Optional<String> range = request.header("content-range");
    long from = upload.offset();
    if (range.isPresent()) {
      Matcher match = CONTENT_RANGE.matcher(range.get());
      if (!match.matches()) {
        throw new Refusal(
            Code.BLOB_UPLOAD_INVALID, "Content-Range is '" + range.get() + "', not <first>-<last>");
      }
      from = Long.parseLong(match.group(1));
    }
    upload.append(from, request.body());
  }

  private static Answer progress(int status, String name, Upload upload) {
    var headers = new TreeMap<String, String>();
    headers.put("Location", "/v2/" + name + "/blobs/uploads/" + upload.id());
    headers.put("Docker-Upload-UUID", upload.id());
    headers.put("Range", "0-" + Math.max(0, upload.offset() - 1));
    return Answer.empty(status, headers);
  }

  private static Answer created(String name, Digest digest) {
    return Answer.empty(
        201,
        Map.of(
            "Location",
            "/v2/" + name + "/blobs/" + digest,
            "Docker-Content-Digest",
            digest.toString()));
  }
}
