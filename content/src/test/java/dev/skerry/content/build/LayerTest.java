package dev.skerry.content.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.image.Sweep;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerTest {
  private static final Platform HERE = new Platform("linux", "amd64");

  @TempDir private Path scratch;
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final MemoryContents contents = new MemoryContents(() -> now);
  private final Library library = new Library(contents, new MemoryTags());

  private static ImageConfig config() {
    return new ImageConfig(
        HERE,
        List.of("/hello"),
        List.of(),
        List.of("A=b"),
        "/",
        "",
        "",
        new TreeMap<>(),
        List.of("80/tcp"),
        List.of());
  }

  private Digest image(String text) throws IOException {
    var base = new Layer().file("etc/name", "base".getBytes(UTF_8));
    var top = new Layer().file("hello", text.getBytes(UTF_8)).symbolicLink("hi", "hello");
    return Assembly.image(
        library, config(), List.of(base.pack(contents, scratch), top.pack(contents, scratch)));
  }

  @Test
  void equalFilesMakeAnEqualImageWhateverTheirDates() throws Exception {
    Path tree = scratch.resolve("tree");
    Path file = Files.createDirectories(tree.resolve("sub")).resolve("file");
    Files.writeString(file, "text");
    Digest first = new Layer().tree("app", tree).pack(contents, scratch).diffId();
    Files.setLastModifiedTime(file, FileTime.fromMillis(5));
    Digest second = new Layer().tree("app", tree).pack(contents, scratch).diffId();

    assertThat(second).isEqualTo(first);
    assertThat(image("a")).isEqualTo(image("a"));
    assertThat(image("a")).isNotEqualTo(image("b"));
    assertThat(contents.openUploads()).isEmpty();
  }

  @Test
  void whatWasBuiltIsFoundByName() throws Exception {
    library.tag(Reference.parse("hello:v1"), image("a"));

    Library.Image found = library.find(Reference.parse("hello:v1"), HERE).orElseThrow();

    assertThat(found.config().entrypoint()).containsExactly("/hello");
    assertThat(found.config().exposedPorts()).containsExactly("80/tcp");
    assertThat(found.config().diffIds()).hasSize(2);
    assertThat(library.find(Reference.parse("hello:v2"), HERE)).isEmpty();
  }

  @Test
  void anImageThatLacksABlobIsNotNamed() throws Exception {
    Digest digest = image("a");
    Digest layer = library.image(digest, HERE).manifest().layers().getLast().digest();
    contents.remove(layer);

    assertThatThrownBy(() -> library.tag(Reference.parse("hello:v1"), digest))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining(layer.toString());
  }

  @Test
  void aSweepKeepsWhatIsNamedPinnedOrRecent() throws Exception {
    Digest named = image("named");
    library.tag(Reference.parse("hello:v1"), named);
    Digest pinned = image("pinned");
    Digest loose = image("loose");
    now = now.plusSeconds(3_600);
    Digest recent = image("recent");
    var pins = new TreeSet<>(List.of(pinned));

    Sweep.Swept swept = new Sweep(library).run(pins, now.minusSeconds(60));

    assertThat(swept.blobs()).isEqualTo(3);
    assertThat(contents.has(loose)).isFalse();
    for (Digest kept : List.of(named, pinned, recent)) {
      assertThat(library.missing(kept)).isEmpty();
    }
  }

  @Test
  void aSweepThatCannotReadAManifestRemovesNothing() throws Exception {
    Digest named = image("named");
    library.tag(Reference.parse("hello:v1"), named);
    image("loose");
    now = now.plusSeconds(3_600);
    contents.damage(named);

    Sweep.Swept swept = new Sweep(library).run(new TreeSet<>(), now);

    assertThat(swept.unreadable()).containsExactly(named);
    assertThat(swept.blobs()).isZero();
  }
}
