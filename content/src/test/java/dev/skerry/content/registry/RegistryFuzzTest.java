package dev.skerry.content.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.fuzz.Seeds;
import dev.skerry.content.fuzz.Shop;
import dev.skerry.content.fuzz.Wild;
import dev.skerry.content.image.Library;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that push and pull out of order, with wrong digests, ranges, names and bodies, and links
/// that are cut. Each request is answered, never with a 500; every name means a whole image; no
/// upload is left of which the client was not told.
final class RegistryFuzzTest {
  private static final int IN_CI = 6_000;
  private static final int REQUESTS = 20;
  private static final int ON_DISK = 60;
  private static final List<String> NAMES =
      List.of("shop", "shop", "a/b", "Shop", "..", "a/../b", "x".repeat(300), "", "a b", "é");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "BREW", "get");

  @TempDir private Path temp = Path.of("");

  /// One client's talk with one registry.
  private static final class Talk {
    final Wild wild;
    final Library library;
    final Registry registry;
    final TreeSet<String> told = new TreeSet<>();
    int ids;
    int stored;

    Talk(Wild wild, Library library) {
      this.wild = wild;
      this.library = library;
      this.registry = new Registry(library, () -> "u" + ids++);
    }

    void ask() throws Exception {
      if (wild.oneIn(3)) {
        push();
        return;
      }
      String method = wild.one(METHODS);
      String path = path(method);
      Map<String, String> query = query(method, path);
      Map<String, String> headers = headers();
      var request = new Request(method, path, query, headers, wild.stream(body(path)));
      judge(method + " " + path + " " + query + " " + headers, registry.answer(request));
      Digest kept = Digest.of(Shop.MANIFEST);
      if (method.equals("DELETE") && path.equals("/v2/shop/manifests/" + kept)) {
        // That was asked for: all names of this image.
        library.tags().put(Shop.TAG, kept);
      }
    }

    /// One that makes sense, though its link may be cut.
    private void push() throws Exception {
      byte[] blob = wild.one(List.of(Shop.LAYER, Shop.CONFIG, wild.bytes(Shop.LAYER)));
      Map<String, String> digest = Map.of("digest", Digest.of(blob).toString());
      String upload = told.isEmpty() ? "gone" : told.last();
      var request =
          switch (wild.chance().nextInt(5)) {
            case 0 -> request("POST", "blobs/uploads/", digest, blob);
            case 1 -> request("POST", "blobs/uploads/", Map.of(), new byte[0]);
            case 2 -> request("PATCH", "blobs/uploads/" + upload, Map.of(), blob);
            case 3 -> request("PUT", "blobs/uploads/" + upload, digest, new byte[0]);
            default -> request("PUT", "manifests/v2", Map.of(), Shop.MANIFEST);
          };
      judge(request.method() + " " + request.path(), registry.answer(request));
    }

    private Request request(String method, String path, Map<String, String> query, byte[] body) {
      return new Request(method, "/v2/shop/" + path, query, Map.of(), wild.stream(body));
    }

    private String path(String method) {
      String name = wild.oneIn(3) ? wild.one(NAMES) : "shop";
      String some = wild.one(List.of(digest(), "v1", "v2", "~", "", "v".repeat(200)));
      return switch (wild.chance().nextInt(method.equals("PATCH") ? 3 : 6)) {
        case 0 -> "/v2/" + name + "/blobs/uploads/";
        case 1, 2 -> upload(name);
        case 3 -> "/v2/" + name + "/blobs/" + some;
        case 4 -> "/v2/" + name + "/manifests/" + some;
        default ->
            wild.one(
                List.of("/v2", "/v2/_catalog", "/v2/shop/tags/list", "/v2//", "/v2/x\n/tags/list"));
      };
    }

    private String upload(String name) {
      if (!told.isEmpty() && !wild.oneIn(6)) {
        return "/v2/" + name + "/blobs/uploads/" + wild.one(new ArrayList<>(told));
      }
      return "/v2/" + name + "/blobs/uploads/" + wild.one(List.of("u9", "..", "\0", "A", "-"));
    }

    private String digest() {
      byte[] some = wild.one(List.of(Shop.LAYER, Shop.CONFIG, Shop.MANIFEST, new byte[0]));
      return wild.one(
          List.of(
              Digest.of(some).toString(),
              Digest.of(some).toString(),
              wild.digest().toString(),
              "sha256:12",
              "sha512:" + "0".repeat(128),
              "%"));
    }

    private Map<String, String> query(String method, String path) {
      var query = new TreeMap<String, String>();
      if (method.equals("PUT") || wild.oneIn(3)) {
        query.put("digest", digest());
      }
      if (wild.oneIn(10)) {
        query.put("mount", digest());
      }
      if (path.endsWith("list") || wild.oneIn(10)) {
        query.put("n", wild.one(List.of("1", "0", "-1", "x", "999999", "99999999999")));
        query.put("last", wild.one(List.of("", "v1", "\uffff")));
      }
      return query;
    }

    private Map<String, String> headers() {
      var headers = new TreeMap<String, String>();
      if (wild.oneIn(3)) {
        headers.put(
            "content-range",
            wild.one(
                List.of("0-9", "0-215", "216-300", "9-3", "a-b", "0-", "9".repeat(18) + "-1")));
      }
      if (wild.oneIn(4)) {
        headers.put(
            "range",
            wild.one(List.of("bytes=0-0", "bytes=9-", "bytes=9-3", "bytes=-5", "x", "bytes=999-")));
      }
      if (wild.oneIn(6)) {
        headers.put("content-type", wild.one(List.of("text/plain", "", "\n")));
      }
      return headers;
    }

    private byte[] body(String path) {
      if (path.contains("/manifests/") && !wild.oneIn(6)) {
        return wild.oneIn(2) ? Shop.MANIFEST : wild.json(new String(Shop.MANIFEST, UTF_8));
      }
      byte[] good = wild.one(List.of(Shop.LAYER, Shop.CONFIG, new byte[0]));
      return wild.oneIn(3) ? wild.bytes(good) : good;
    }

    private void judge(String asked, Answer answer) throws Exception {
      assertThat(answer.status()).as(asked).isBetween(200, 499);
      byte[] body = answer.body().readAllBytes();
      answer.headers().values().forEach(each -> assertThat(each).doesNotContainPattern("[\r\n]"));
      String at = answer.headers().getOrDefault("Docker-Upload-UUID", "");
      if (!at.isEmpty()) {
        told.add(at);
      }
      stored += answer.status() == 201 ? 1 : 0;
      if (answer.status() >= 400) {
        Obj error =
            JsonText.stored(body).items("errors").getFirst() instanceof Obj o ? o : Obj.EMPTY;
        assertThat(error.text("code")).as(asked).isNotBlank().isNotEqualTo("UNKNOWN");
        assertThat(error.text("message")).as(asked).isNotBlank();
      }
    }

    void end() throws Exception {
      assertThat(Shop.isWhole(library)).isTrue();
      for (Digest each : library.tags().all().values()) {
        assertThat(library.missing(each)).isEmpty();
      }
      Contents contents = library.contents();
      for (int id = 0; id < ids; id++) {
        boolean known = told.contains("u" + id);
        assertThat(contents.hasUpload("u" + id) && !known).as("upload u" + id).isFalse();
      }
    }
  }

  private int talk(long seed, Library library) throws Exception {
    var talk = new Talk(new Wild(seed), library);
    Digest _ = Shop.into(library);
    for (int n = 0; n < REQUESTS; n++) {
      talk.ask();
    }
    talk.end();
    return talk.stored;
  }

  @Test
  void whateverIsAskedIsAnsweredAndNamesMeanWholeImages() {
    var stored = new TreeSet<Integer>();
    Seeds.each(
        IN_CI,
        seed -> {
          var contents = new MemoryContents(() -> Instant.EPOCH);
          stored.add(talk(seed, new Library(contents, new MemoryTags())));
          assertThat(contents.openUploads()).isEmpty();
        });
    // Much that is asked must make sense, or this fuzzes nothing.
    assertThat(stored.getLast()).isGreaterThan(3);
  }

  @Test
  void nothingIsWrittenOutsideOfTheDirectory() {
    Seeds.each(
        ON_DISK,
        seed -> {
          Path root = Files.createDirectories(temp.resolve("s" + seed).resolve("content"));
          var contents = FileContents.at(root, () -> Instant.EPOCH);
          int _ = talk(seed, new Library(contents, FileTags.at(root)));
          assertThat(contents.dropUploads(Instant.MAX.minusSeconds(1))).isNotNegative();
          assertThat(root.getParent()).isDirectoryContaining(root::equals);
          try (Stream<Path> beside = Files.list(root.getParent())) {
            assertThat(beside).containsExactly(root);
          }
          try (Stream<Path> inside = Files.list(root)) {
            assertThat(inside.map(each -> each.getFileName().toString()))
                .containsExactlyInAnyOrder("blobs", "uploads", "tags.json");
          }
          assertThat(root.resolve("uploads")).isEmptyDirectory();
        });
  }
}
