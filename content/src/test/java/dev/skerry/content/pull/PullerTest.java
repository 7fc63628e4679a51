package dev.skerry.content.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.CutStream;
import dev.skerry.content.Digest;
import dev.skerry.content.archive.Archives;
import dev.skerry.content.build.Assembly;
import dev.skerry.content.build.Layer;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.content.registry.Answer;
import dev.skerry.content.registry.Registry;
import dev.skerry.content.registry.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PullerTest {
  private static final int CUT_AFTER = 30;
  private static final Platform HERE = new Platform("linux", "amd64");

  @TempDir private Path scratch;
  private final MemoryContents parentContents = new MemoryContents(() -> Instant.EPOCH);
  private final MemoryContents siteContents = new MemoryContents(() -> Instant.EPOCH);
  private final Library parent = new Library(parentContents, new MemoryTags());
  private final Library site = new Library(siteContents, new MemoryTags());
  private final Registry registry = new Registry(parent, () -> "u");
  private final List<String> asked = new ArrayList<>();
  private String cut = "nothing";

  private final Fetcher fetcher =
      (path, accept, from) -> {
        asked.add(path.substring(path.lastIndexOf('/') + 1) + " from " + from);
        Map<String, String> headers = from == 0 ? Map.of() : Map.of("range", "bytes=" + from + "-");
        Answer answer =
            registry.answer(
                new Request("GET", path, Map.of(), headers, InputStream.nullInputStream()));
        byte[] bytes = answer.body().readAllBytes();
        InputStream body = new ByteArrayInputStream(bytes);
        return new Fetcher.Fetched(
            answer.status(), path.endsWith(cut) ? cut(bytes, CUT_AFTER) : body);
      };

  private static InputStream cut(byte[] bytes, int after) {
    return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, after), new CutStream());
  }

  private final Puller puller = new Puller(site, HERE, fetcher);

  private Layer.Packed layer(String text) throws IOException {
    return new Layer().file("hello", text.getBytes(UTF_8)).pack(parentContents, scratch);
  }

  private Digest image(Layer.Packed... layers) throws Exception {
    var config =
        new ImageConfig(
            HERE,
            List.of("/hello"),
            List.of(),
            List.of(),
            "/",
            "",
            "",
            new TreeMap<>(),
            List.of(),
            List.of());
    Digest digest = Assembly.image(parent, config, List.of(layers));
    parent.tag(Reference.parse("shop:v1"), digest);
    return digest;
  }

  @Test
  void anImageComesWholeAndOnlyWhatIsMissingIsAskedFor() throws Exception {
    Layer.Packed shared = layer("runtime");
    Digest first = image(shared, layer("one"));
    assertThat(puller.pull(Reference.parse("shop:v1"))).isEqualTo(first);
    assertThat(site.missing(first)).isEmpty();
    Digest second = image(shared, layer("two"));
    asked.clear();

    assertThat(puller.pull(Reference.parse("shop:v1"))).isEqualTo(second);

    assertThat(site.resolve(Reference.parse("shop:v1"))).contains(second);
    assertThat(asked).hasSize(3).noneMatch(a -> a.contains(shared.descriptor().digest().hex()));
    assertThat(siteContents.openUploads()).isEmpty();
  }

  @Test
  void aCutTransferGoesOnWhereItStopped() throws Exception {
    Layer.Packed layer = layer("some text that does not compress to nothing");
    Digest digest = image(layer);
    cut = layer.descriptor().digest().toString();

    assertThatThrownBy(() -> puller.pull(Reference.parse("shop:v1")))
        .hasMessageContaining("stopped at byte " + CUT_AFTER);

    assertThat(siteContents.has(layer.descriptor().digest())).isFalse();
    assertThat(site.resolve(Reference.parse("shop:v1"))).isEmpty();
    cut = "nothing";
    assertThat(puller.pull(Reference.parse("shop:v1"))).isEqualTo(digest);
    assertThat(asked).contains(layer.descriptor().digest() + " from " + CUT_AFTER);
  }

  @Test
  void aTailLostInAPowerCutIsFoundAndFetchedAgain() throws Exception {
    Layer.Packed layer = layer("precious");
    Digest digest = image(layer);
    try (var torn = siteContents.upload("sha256-" + layer.descriptor().digest().hex())) {
      torn.append(0, new ByteArrayInputStream("not what the layer begins with".getBytes(UTF_8)));
    }

    assertThat(puller.pull(Reference.parse("shop:v1"))).isEqualTo(digest);
    assertThat(site.missing(digest)).isEmpty();
  }

  @Test
  void anImageThatTheParentLacksSaysSo() {
    assertThatThrownBy(() -> puller.pull(Reference.parse("absent:v1")))
        .hasMessageContaining("absent:v1")
        .hasMessageContaining("push or import");
  }

  @Test
  void whatIsExportedIsImportedUnderItsNameWithTheSameDigest() throws Exception {
    Digest digest = image(layer("one"), layer("two"));
    var file = new ByteArrayOutputStream();
    new Archives(parent).write(Reference.parse("shop:v1"), file);

    List<Archives.Imported> imported =
        new Archives(site).read(new ByteArrayInputStream(file.toByteArray()), Optional.empty());

    assertThat(imported).containsExactly(new Archives.Imported(Reference.parse("shop:v1"), digest));
    assertThat(site.missing(digest)).isEmpty();
    assertThat(siteContents.openUploads()).isEmpty();
  }
}
