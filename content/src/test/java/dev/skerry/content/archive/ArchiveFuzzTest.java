package dev.skerry.content.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Digest;
import dev.skerry.content.fuzz.Seeds;
import dev.skerry.content.fuzz.Shop;
import dev.skerry.content.fuzz.Wild;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// OCI and Docker archives that are broken or lie. They are imported whole or refused, and leave
/// nothing open.
final class ArchiveFuzzTest {
  private static final int IN_CI = 8_000;
  private static final String INDEX =
      "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1"
          + "+json\",\"digest\":\""
          + Digest.of(Shop.MANIFEST)
          + "\",\"size\":"
          + Shop.MANIFEST.length
          + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"wild:v1\"}}]}";
  private static final String DOCKER =
      "[{\"Config\":\"c.json\",\"RepoTags\":[\"wild:v1\",\"wild:v2\"],"
          + "\"Layers\":[\"a/layer.tar\",\"b/layer.tar\"]}]";
  private static final List<String> TARGETS =
      List.of("../a/layer.tar", "layer.tar", "/etc/passwd", "../../../../x", "", "b\0c", ".");

  private static byte[] archive(Wild wild) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(bytes)) {
      if (wild.oneIn(2)) {
        add(wild, tar, "blobs/sha256/" + Digest.of(Shop.LAYER).hex(), Shop.LAYER);
        add(wild, tar, "blobs/sha256/" + Digest.of(Shop.CONFIG).hex(), Shop.CONFIG);
        add(wild, tar, "blobs/sha256/" + Digest.of(Shop.MANIFEST).hex(), Shop.MANIFEST);
        add(wild, tar, "index.json", wild.json(INDEX));
      } else {
        add(wild, tar, "a/layer.tar", Shop.LAYER);
        tar.add(TarEntry.symbolicLink("b/layer.tar", wild.one(TARGETS)));
        add(wild, tar, "c.json", wild.json(new String(Shop.CONFIG, UTF_8)));
        add(wild, tar, "manifest.json", wild.json(DOCKER));
      }
    }
    return wild.oneIn(4) ? wild.bytes(bytes.toByteArray()) : bytes.toByteArray();
  }

  private static void add(Wild wild, TarWriter tar, String name, byte[] content)
      throws IOException {
    if (!wild.oneIn(20)) {
      String called = wild.oneIn(20) ? "../" + name : name;
      tar.add(TarEntry.file(called, false, content.length), new ByteArrayInputStream(content));
    }
  }

  private static boolean isRead(Library library, byte[] archive, Optional<Reference> name) {
    try {
      List<Archives.Imported> all =
          new Archives(library).read(new ByteArrayInputStream(archive), name);
      for (Archives.Imported each : all) {
        assertThat(library.missing(each.manifest())).isEmpty();
        assertThat(library.resolve(each.name())).isPresent();
      }
      return true;
    } catch (ImageRefused | IOException refused) {
      assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(1_000);
      return false;
    }
  }

  @Test
  void aForgedArchiveIsImportedWholeOrRefused() throws Exception {
    var read = new AtomicInteger();
    var refused = new AtomicInteger();
    Optional<Reference> named = Optional.of(Reference.parse("mine:v1"));
    Seeds.each(
        IN_CI,
        seed -> {
          var wild = new Wild(seed);
          var contents = new MemoryContents(() -> Instant.EPOCH);
          var library = new Library(contents, new MemoryTags());
          Optional<Reference> name = wild.oneIn(2) ? named : Optional.empty();
          (isRead(library, archive(wild), name) ? read : refused).incrementAndGet();
          assertThat(contents.openUploads()).isEmpty();
          for (Digest each : library.tags().all().values()) {
            assertThat(library.missing(each)).isEmpty();
          }
        });
    // Both happen, or this fuzzes nothing.
    assertThat(read.get()).isPositive();
    assertThat(refused.get()).isPositive();
  }
}
