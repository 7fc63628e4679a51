package dev.skerry.content.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DockerArchiveTest {
  private static final String CONFIG =
      "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/till\"]}}";

  private final MemoryContents contents = new MemoryContents(() -> Instant.EPOCH);
  private final Library library = new Library(contents, new MemoryTags());
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(file);

  private void add(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    tar.add(TarEntry.file(name, false, bytes.length), new ByteArrayInputStream(bytes));
  }

  private void read(Optional<Reference> name) throws ImageRefused, IOException {
    tar.close();
    new Archives(library).read(new ByteArrayInputStream(file.toByteArray()), name);
  }

  @Test
  void whatDockerSavesBecomesAnImageWithAManifest() throws Exception {
    add("abc/layer.tar", "the layer");
    tar.add(TarEntry.symbolicLink("def/layer.tar", "../abc/layer.tar"));
    add("c.json", CONFIG);
    add(
        "manifest.json",
        "[{\"Config\":\"c.json\",\"RepoTags\":[\"localhost/till:v1\"],"
            + "\"Layers\":[\"abc/layer.tar\",\"def/layer.tar\"]}]");

    read(Optional.empty());

    Library.Image image =
        library.find(Reference.parse("till:v1"), new Platform("linux", "amd64")).orElseThrow();
    assertThat(image.config().command()).containsExactly("/till");
    assertThat(image.manifest().layers())
        .hasSize(2)
        .allMatch(layer -> layer.mediaType().equals(MediaTypes.LAYER))
        .allMatch(layer -> layer.digest().equals(Digest.of("the layer".getBytes(UTF_8))));
  }

  @Test
  void anArchiveThatDoesNotNameItsImageWantsAName() throws Exception {
    add("c.json", CONFIG);
    add("manifest.json", "[{\"Config\":\"c.json\",\"RepoTags\":null,\"Layers\":[]}]");

    assertThatThrownBy(() -> read(Optional.empty())).hasMessageContaining("-t NAME:TAG");
  }

  @Test
  void aDamagedBlobIsRefusedByName() throws Exception {
    String name = "blobs/sha256/" + "0".repeat(64);
    add(name, "other bytes");

    assertThatThrownBy(() -> read(Optional.empty()))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining(name);
    assertThat(contents.list()).isEmpty();
  }

  @Test
  void aTarThatIsNoImageIsRefusedWithWhatToDo() throws Exception {
    add("readme", "hello");

    assertThatThrownBy(() -> read(Optional.empty())).hasMessageContaining("podman save");
  }
}
