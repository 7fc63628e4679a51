package dev.skerry.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.fuzz.WildPush;
import dev.skerry.api.http.Patience;
import dev.skerry.content.Digest;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pushes over HTTP whose framing lies, whose bodies break off, come too slowly or are none. Each
/// is told why, never with a 500, or loses its connection; the image that was there is served
/// whole. `-Dskerry.fuzz.minutes=N` goes on for longer, `-Dskerry.fuzz.from=SEED` begins there.
final class RegistryHttpFuzzTest {
  private static final int IN_CI = 350;
  private static final int BETWEEN_LOOKS = 50;
  private static final String UPLOADS = "/v2/shop/blobs/uploads/";
  private static final String CONFIG = "{\"architecture\":\"amd64\",\"os\":\"linux\"}";
  private static final String LAYER = "a layer";

  @TempDir private Path temp = Path.of("");
  private String manifest = "";
  private Patience patience = Patience.DEFAULT;

  private static String descriptor(String type, String bytes) {
    return "{\"mediaType\":\"application/vnd.oci.image."
        + type
        + "\",\"digest\":\""
        + Digest.of(bytes.getBytes(ISO_8859_1))
        + "\",\"size\":"
        + bytes.length()
        + "}";
  }

  @BeforeEach
  void aGoodManifest() {
    manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":"
            + descriptor("config.v1+json", CONFIG)
            + ",\"layers\":["
            + descriptor("layer.v1.tar", LAYER)
            + "]}";
  }

  private TestApi served() throws Exception {
    Path root = Files.createDirectory(temp.resolve("content"));
    var library = new Library(FileContents.at(root, InstantSource.system()), FileTags.at(root));
    Digest _ = library.put(CONFIG.getBytes(ISO_8859_1));
    Digest _ = library.put(LAYER.getBytes(ISO_8859_1));
    library.tags().put(new Tags.Tag("kept", "v1"), library.put(manifest.getBytes(ISO_8859_1)));
    return TestApi.withImages(library, patience);
  }

  private void isWhole(TestApi api) throws Exception {
    TestApi.Reply kept = api.get("/v2/kept/manifests/v1");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.text()).isEqualTo(manifest);
    for (String each : List.of(CONFIG, LAYER)) {
      String path = "/v2/kept/blobs/" + Digest.of(each.getBytes(ISO_8859_1));
      assertThat(api.get(path).text()).isEqualTo(each);
    }
  }

  /// A connection for each: most of them are not fit for another request.
  private int push(TestApi api, long seed) throws IOException {
    var request =
        new WildPush(seed).request(manifest, Digest.of(LAYER.getBytes(ISO_8859_1)).toString());
    String told = "seed " + seed + " (-Dskerry.fuzz.from=" + seed + ")\n" + request.text();
    try (Raw raw = api.raw()) {
      raw.send(request.text());
      if (!request.honest()) {
        raw.end();
      }
      Raw.Answer answer = raw.answer(request.head());
      while (answer.status() < 200) {
        answer = raw.answer(request.head());
      }
      assertThat(answer.status()).as(told + "\n-> " + answer.text()).isBetween(200, 499);
      assertThat(answer.text()).as(told).doesNotContain("\tat ", "Exception");
      return answer.status();
    } catch (IOException broken) {
      assertThat(request.honest()).as(told + "\nis not answered: " + broken).isFalse();
      return 0;
    }
  }

  @Test
  void whateverIsPushedIsToldWhyOrLosesItsConnection() throws Exception {
    long minutes = Long.getLong("skerry.fuzz.minutes", 0);
    long from = Long.getLong("skerry.fuzz.from", 0);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    int taken = 0;
    try (TestApi api = served()) {
      for (long seed = from;
          minutes > 0 ? System.nanoTime() - end < 0 : seed < from + IN_CI;
          seed++) {
        taken += push(api, seed) / 100 == 2 ? 1 : 0;
        if (seed % BETWEEN_LOOKS == 0) {
          isWhole(api);
        }
      }
      isWhole(api);
    }
    // Nonsense alone proves little.
    assertThat(taken).isGreaterThan(IN_CI / 50);
    try (Stream<Path> beside = Files.list(temp)) {
      assertThat(beside).containsExactly(temp.resolve("content"));
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIsToldSoAndTheUploadGoesOnFromThere() throws Exception {
    patience = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(1));
    try (TestApi api = served()) {
      assertThat(api.post(UPLOADS, "").status()).isEqualTo(202);
      try (Raw raw = api.raw()) {
        raw.send(
            "PATCH " + UPLOADS + "u0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na l");
        Raw.Answer answer = raw.answer(false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("BLOB_UPLOAD_INVALID", "too slowly");
        assertThat(raw.drained()).isZero();
      }
      assertThat(api.get(UPLOADS + "u0").status()).isEqualTo(204);
      isWhole(api);
    }
  }

  @Test
  void aClientThatIsStillWritingHearsWhyItIsRefused() throws Exception {
    int bytes = 8 * 1024 * 1024;
    try (TestApi api = served();
        Raw raw = api.raw()) {
      raw.send(
          "PATCH /v2/shop/blobs/"
              + Digest.of(LAYER.getBytes(ISO_8859_1))
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + bytes
              + "\r\n\r\n");
      raw.send(new byte[bytes]);
      assertThat(raw.answer(false).status()).isEqualTo(405);
    }
  }
}
