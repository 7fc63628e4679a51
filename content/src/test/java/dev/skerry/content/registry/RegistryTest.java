package dev.skerry.content.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Contents;
import dev.skerry.content.CutStream;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.model.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryTest {
  private static final byte[] LAYER = "a layer of ten thousand words".getBytes(UTF_8);
  private static final byte[] CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(UTF_8);

  private final MemoryContents contents = new MemoryContents(() -> Instant.EPOCH);
  private final Library library = new Library(contents, new MemoryTags());
  private int uploads;
  private final Registry registry = new Registry(library, () -> "u" + uploads++);

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(contents.openUploads()).isEmpty();
  }

  private Answer ask(String method, String path, Map<String, String> query, byte[] body) {
    return ask(method, path, query, new TreeMap<>(), body);
  }

  private Answer ask(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    return registry.answer(
        new Request(method, path, query, headers, new ByteArrayInputStream(body)));
  }

  private Answer get(String path) {
    return ask("GET", path, Map.of(), new byte[0]);
  }

  private static String text(Answer answer) throws IOException {
    return new String(answer.body().readAllBytes(), UTF_8);
  }

  private static void refused(Answer answer, int status, String code) throws IOException {
    assertThat(text(answer)).contains("\"code\":\"" + code + "\"");
    assertThat(answer.status()).isEqualTo(status);
  }

  private static byte[] manifest() {
    var image =
        new Manifest.Image(
            MediaTypes.MANIFEST,
            new Descriptor(MediaTypes.CONFIG, Digest.of(CONFIG), CONFIG.length),
            List.of(new Descriptor(MediaTypes.LAYER_GZIP, Digest.of(LAYER), LAYER.length)),
            new TreeMap<>());
    return JsonText.bytes(image.json());
  }

  private void push(byte[] blob) {
    String digest = Digest.of(blob).toString();
    assertThat(ask("POST", "/v2/shop/blobs/uploads/", Map.of("digest", digest), blob).status())
        .isEqualTo(201);
  }

  @Test
  void anImageIsPushedInChunksAndPulledAgain() throws Exception {
    assertThat(get("/v2/").status()).isEqualTo(200);
    assertThat(ask("HEAD", "/v2/shop/blobs/" + Digest.of(LAYER), Map.of(), new byte[0]).status())
        .isEqualTo(404);
    Answer begun = ask("POST", "/v2/shop/blobs/uploads/", Map.of(), new byte[0]);
    assertThat(begun.status()).isEqualTo(202);
    String at = begun.headers().getOrDefault("Location", "");
    byte[] head = java.util.Arrays.copyOf(LAYER, 10);
    byte[] tail = java.util.Arrays.copyOfRange(LAYER, 10, LAYER.length);
    Answer first = ask("PATCH", at, Map.of(), Map.of("Content-Range", "0-9"), head);
    assertThat(first.headers()).containsEntry("Range", "0-9");
    refused(ask("PATCH", at, Map.of(), Map.of("Content-Range", "5-9"), head), 416, "RANGE_INVALID");
    assertThat(ask("GET", at, Map.of(), new byte[0]).headers()).containsEntry("Range", "0-9");
    Map<String, String> digest = Map.of("digest", Digest.of(LAYER).toString());
    assertThat(ask("PUT", at, digest, tail).status()).isEqualTo(201);
    push(CONFIG);

    Answer put = ask("PUT", "/v2/shop/manifests/v1", Map.of(), manifest());

    assertThat(put.status()).isEqualTo(201);
    Answer pulled = get("/v2/shop/manifests/v1");
    assertThat(pulled.headers())
        .containsEntry("Content-Type", MediaTypes.MANIFEST)
        .containsEntry("Docker-Content-Digest", Digest.of(manifest()).toString());
    assertThat(pulled.body().readAllBytes()).isEqualTo(manifest());
    assertThat(get("/v2/shop/blobs/" + Digest.of(LAYER)).body().readAllBytes()).isEqualTo(LAYER);
    assertThat(text(get("/v2/shop/tags/list"))).isEqualTo("{\"name\":\"shop\",\"tags\":[\"v1\"]}");
    assertThat(text(get("/v2/_catalog"))).isEqualTo("{\"repositories\":[\"shop\"]}");
  }

  @Test
  void aRangeOfABlobIsGiven() throws Exception {
    push(LAYER);
    String path = "/v2/shop/blobs/" + Digest.of(LAYER);

    Answer rest = ask("GET", path, Map.of(), Map.of("Range", "bytes=2-6"), new byte[0]);

    assertThat(rest.status()).isEqualTo(206);
    assertThat(rest.headers())
        .containsEntry("Content-Range", "bytes 2-6/" + LAYER.length)
        .containsEntry("Content-Length", "5");
    assertThat(text(rest)).isEqualTo("layer");
    refused(
        ask("GET", path, Map.of(), Map.of("Range", "bytes=99-"), new byte[0]),
        416,
        "RANGE_INVALID");
  }

  @Test
  void aMountIsABlobThatIsHereAlreadyAndOtherwiseAnUpload() {
    push(LAYER);
    Map<String, String> here = Map.of("mount", Digest.of(LAYER).toString(), "from", "shop");
    Map<String, String> absent = Map.of("mount", Digest.of(CONFIG).toString(), "from", "shop");

    assertThat(ask("POST", "/v2/till/blobs/uploads/", here, new byte[0]).status()).isEqualTo(201);
    assertThat(ask("POST", "/v2/till/blobs/uploads/", absent, new byte[0]).status()).isEqualTo(202);
  }

  @Test
  void mistakesGetTheCodesOfTheSpec() throws Exception {
    refused(
        ask("PUT", "/v2/shop/manifests/v1", Map.of(), manifest()), 404, "MANIFEST_BLOB_UNKNOWN");
    refused(
        ask("PUT", "/v2/shop/manifests/v1", Map.of(), "{}".getBytes(UTF_8)),
        400,
        "MANIFEST_INVALID");
    refused(get("/v2/shop/manifests/v9"), 404, "MANIFEST_UNKNOWN");
    refused(get("/v2/shop/tags/list"), 404, "NAME_UNKNOWN");
    refused(get("/v2/Shop/tags/list"), 400, "NAME_INVALID");
    refused(get("/v2/shop/blobs/sha256:12"), 400, "DIGEST_INVALID");
    refused(get("/v2/shop/blobs/" + Digest.of(LAYER)), 404, "BLOB_UNKNOWN");
    refused(get("/v2/shop/blobs/uploads/gone"), 404, "BLOB_UPLOAD_UNKNOWN");
    refused(ask("DELETE", "/v2/shop/manifests/v1", Map.of(), new byte[0]), 404, "MANIFEST_UNKNOWN");
    refused(
        ask("DELETE", "/v2/shop/blobs/" + Digest.of(LAYER), Map.of(), new byte[0]),
        405,
        "UNSUPPORTED");
    Map<String, String> other = Map.of("digest", Digest.of(CONFIG).toString());
    refused(ask("POST", "/v2/shop/blobs/uploads/", other, LAYER), 400, "DIGEST_INVALID");
    assertThat(contents.list()).isEmpty();
  }

  @Test
  void anImageIsForgottenByItsNameOrByAllNamesOfItsDigest() throws Exception {
    push(LAYER);
    push(CONFIG);
    for (String path : List.of("shop/manifests/v1", "shop/manifests/v2", "till/manifests/v1")) {
      assertThat(ask("PUT", "/v2/" + path, Map.of(), manifest()).status()).isEqualTo(201);
    }
    byte[] none = new byte[0];
    String byDigest = "/v2/shop/manifests/" + Digest.of(manifest());

    assertThat(ask("DELETE", "/v2/shop/manifests/v1", Map.of(), none).status()).isEqualTo(202);
    refused(get("/v2/shop/manifests/v1"), 404, "MANIFEST_UNKNOWN");
    assertThat(get("/v2/shop/manifests/v2").status()).isEqualTo(200);
    assertThat(ask("DELETE", byDigest, Map.of(), none).status()).isEqualTo(202);
    refused(get("/v2/shop/manifests/v2"), 404, "MANIFEST_UNKNOWN");
    refused(ask("DELETE", byDigest, Map.of(), none), 404, "MANIFEST_UNKNOWN");
    assertThat(get("/v2/till/manifests/v1").status()).as("another name's").isEqualTo(200);
    assertThat(contents.has(Digest.of(LAYER))).isTrue();
    refused(get("/v2/till/manifests/" + Digest.of(LAYER)), 404, "MANIFEST_UNKNOWN");
  }

  private Answer cut(String method, String path, Map<String, String> query, String begin) {
    InputStream body =
        new SequenceInputStream(new ByteArrayInputStream(begin.getBytes(UTF_8)), new CutStream());
    return registry.answer(new Request(method, path, query, Map.of(), body));
  }

  @Test
  void aBodyThatBreaksOffIsTheClientsErrorAndTheUploadGoesOnFromThere() throws Exception {
    String at = "/v2/shop/blobs/uploads/";
    String upload = ask("POST", at, Map.of(), new byte[0]).headers().getOrDefault("Location", "");

    refused(cut("PATCH", upload, Map.of(), "a la"), 400, "BLOB_UPLOAD_INVALID");

    assertThat(ask("GET", upload, Map.of(), new byte[0]).headers()).containsEntry("Range", "0-3");
    refused(cut("PUT", "/v2/shop/manifests/v1", Map.of(), "{"), 400, "MANIFEST_INVALID");
    Map<String, String> digest = Map.of("digest", Digest.of(LAYER).toString());
    refused(cut("POST", at, digest, "a la"), 400, "BLOB_UPLOAD_INVALID");
    refused(ask("POST", at, Map.of("digest", "sha256:1"), LAYER), 400, "DIGEST_INVALID");
    // The first is the one that its client knows of.
    assertThat(contents.dropUploads(Instant.MAX)).isEqualTo(1);
  }

  @Test
  void uploadsThatNobodyEndsAreBounded() throws Exception {
    for (int n = 0; n < Contents.MAX_UPLOADS; n++) {
      assertThat(ask("POST", "/v2/shop/blobs/uploads/", Map.of(), new byte[0]).status())
          .isEqualTo(202);
    }
    refused(ask("POST", "/v2/shop/blobs/uploads/", Map.of(), new byte[0]), 429, "TOOMANYREQUESTS");
  }

  @Test
  void aManifestThatLiesAboutASizeIsRefusedSinceAPullGoesByIt() throws Exception {
    push(LAYER);
    push(CONFIG);
    String lie = new String(manifest(), UTF_8).replace("\"size\":" + LAYER.length, "\"size\":1");

    refused(
        ask("PUT", "/v2/shop/manifests/v1", Map.of(), lie.getBytes(UTF_8)),
        400,
        "MANIFEST_INVALID");
  }

  @Test
  void aFullDiskIs507AndReadingGoesOn() throws Exception {
    push(LAYER);
    contents.leaveFree(3);
    Map<String, String> digest = Map.of("digest", Digest.of(CONFIG).toString());

    refused(ask("POST", "/v2/shop/blobs/uploads/", digest, CONFIG), 507, "DISK_FULL");

    assertThat(get("/v2/shop/blobs/" + Digest.of(LAYER)).status()).isEqualTo(200);
  }
}
