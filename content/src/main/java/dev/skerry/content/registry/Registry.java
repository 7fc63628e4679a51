package dev.skerry.content.registry;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.registry.Refusal.Code;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Pull, push and forget. Every call blocks for disk and for the request's body; any thread. Blobs
/// cannot be deleted: what is not named is swept.
public final class Registry {
  /// Names in one page of a listing, unless fewer are asked for.
  private static final int MAX_PAGE = 1_000;

  private final Library library;
  private final Manifests manifests;
  private final Blobs blobs;
  private final Uploads uploads;

  /// @param uploadIds fresh names of uploads, hard to guess: 1 to 64 of `a-z`, `0-9` and `-`
  public Registry(Library library, Supplier<String> uploadIds) {
    this(library, uploadIds, Upstream.NONE);
  }

  /// @param upstream asked for images that are not here
  public Registry(Library library, Supplier<String> uploadIds, Upstream upstream) {
    this.library = library;
    this.manifests = new Manifests(library, upstream);
    this.blobs = new Blobs(library.contents());
    this.uploads = new Uploads(library.contents(), uploadIds);
  }

  /// Never throws for anything that a client or a disk can cause.
  public Answer answer(Request request) {
    try {
      return route(request);
    } catch (Refusal refusal) {
      return Answer.error(refusal);
    } catch (ImageRefused refused) {
      return Answer.error(new Refusal(codeOf(refused.why()), refused.sentence(), refused));
    } catch (ContentFailure failure) {
      return Answer.error(new Refusal(codeOf(failure.why()), failure.sentence(), failure));
    }
  }

  private Answer route(Request request) throws Refusal, ImageRefused, ContentFailure {
    return switch (Route.of(request.path())) {
      case Route.Base() -> base(request);
      case Route.Catalog() -> catalog(request);
      case Route.TagList(String name) -> tagList(request, name);
      case Route.ManifestAt at -> manifests.answer(request, at);
      case Route.BlobAt at -> blobs.answer(request, at);
      case Route.Uploads at -> uploads.begin(request, at);
      case Route.UploadAt at -> uploads.answer(request, at);
    };
  }

  private static Answer base(Request request) throws Refusal {
    requireGet(request);
    return Answer.bytes(
        200,
        Map.of(
            "Content-Type", "application/json", "Docker-Distribution-Api-Version", "registry/2.0"),
        JsonText.bytes(Json.object().build()));
  }

  private Answer catalog(Request request) throws Refusal, ContentFailure {
    requireGet(request);
    var names = new TreeSet<String>();
    library.tags().all().keySet().forEach(tag -> names.add(tag.repository()));
    List<String> page = page(request, new ArrayList<>(names));
    return listing(
        Json.object().put("repositories", Json.strings(page)).build(),
        page,
        names.size(),
        request,
        "/v2/_catalog");
  }

  private Answer tagList(Request request, String name) throws Refusal, ContentFailure {
    requireGet(request);
    List<String> tags =
        library.tags().all().keySet().stream()
            .filter(tag -> tag.repository().equals(name))
            .map(tag -> tag.tag())
            .toList();
    if (tags.isEmpty()) {
      throw new Refusal(Code.NAME_UNKNOWN, "there is no image " + name + " here");
    }
    List<String> page = page(request, tags);
    return listing(
        Json.object().put("name", name).put("tags", Json.strings(page)).build(),
        page,
        tags.size(),
        request,
        "/v2/" + name + "/tags/list");
  }

  private static List<String> page(Request request, List<String> sorted) throws Refusal {
    String last = request.parameter("last").orElse("");
    return sorted.stream()
        .filter(each -> each.compareTo(last) > 0)
        .limit(pageSize(request))
        .toList();
  }

  private static int pageSize(Request request) throws Refusal {
    String wanted = request.parameter("n").orElse(Integer.toString(MAX_PAGE));
    if (!wanted.matches("[0-9]{1,6}")) {
      throw new Refusal(Code.BLOB_UPLOAD_INVALID, "n is '" + wanted + "', a number is wanted");
    }
    return Math.min(MAX_PAGE, Integer.parseInt(wanted));
  }

  private static Answer listing(Json body, List<String> page, int of, Request request, String path)
      throws Refusal {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", "application/json");
    int size = pageSize(request);
    if (!page.isEmpty() && page.size() == size && page.size() < of) {
      headers.put(
          "Link", "<" + path + "?n=" + size + "&last=" + page.getLast() + ">; rel=\"next\"");
    }
    return Answer.bytes(200, headers, JsonText.bytes(body));
  }

  private static void requireGet(Request request) throws Refusal {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw unsupported(request);
    }
  }

  static Refusal unsupported(Request request) {
    return new Refusal(
        Code.UNSUPPORTED, request.method() + " is not supported on " + request.path());
  }

  private static Code codeOf(ImageRefused.Why why) {
    return switch (why) {
      case INVALID_NAME -> Code.NAME_INVALID;
      case BLOB_UNKNOWN -> Code.MANIFEST_BLOB_UNKNOWN;
      case INVALID_MANIFEST, INVALID_CONFIG, INVALID_ARCHIVE, INVALID_BUILD ->
          Code.MANIFEST_INVALID;
      case NO_SUCH_PLATFORM -> Code.MANIFEST_UNKNOWN;
      case PREREQUISITE -> Code.UNKNOWN;
    };
  }

  private static Code codeOf(ContentFailure.Why why) {
    return switch (why) {
      case MISSING, DAMAGED -> Code.BLOB_UNKNOWN;
      case MISMATCH -> Code.DIGEST_INVALID;
      case WRONG_OFFSET -> Code.RANGE_INVALID;
      case BUSY, TOO_MANY -> Code.TOOMANYREQUESTS;
      case CUT -> Code.BLOB_UPLOAD_INVALID;
      case FULL -> Code.DISK_FULL;
      case TOO_LARGE -> Code.SIZE_INVALID;
      case IO -> Code.UNKNOWN;
    };
  }
}
