package dev.skerry.drivers.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackedLayersTest {
  @TempDir private Path temp = Path.of("");
  private final List<byte[]> layers = new ArrayList<>();

  private interface Packing {
    void into(TarWriter tar) throws IOException;
  }

  private interface Compression {
    OutputStream around(OutputStream out) throws IOException;
  }

  private final LayerSource source =
      new LayerSource() {
        @Override
        public List<Layer> layers(String imageDigest) {
          var all = new ArrayList<Layer>();
          for (int i = 0; i < layers.size(); i++) {
            all.add(new Layer(Integer.toString(i)));
          }
          return all;
        }

        @Override
        public InputStream open(Layer layer) {
          return new ByteArrayInputStream(layers.get(Integer.parseInt(layer.digest())));
        }
      };

  private void layer(Compression compression, Packing packing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(compression.around(bytes))) {
      packing.into(tar);
    }
    layers.add(bytes.toByteArray());
  }

  private static void file(TarWriter tar, String name, String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    tar.add(TarEntry.file(name, false, content.length), new ByteArrayInputStream(content));
  }

  private static TarEntry entry(TarEntry.Kind kind, String name, int mode, String link) {
    return new TarEntry(kind, name, mode, 0, 0, 0, 0, link, 0, 0, new TreeMap<>());
  }

  private Unpacked unpacked() throws IOException {
    return new UnpackedLayers(source, temp.resolve("layers"));
  }

  private void threeLayers() throws IOException {
    layer(
        GZIPOutputStream::new,
        tar -> {
          tar.add(TarEntry.directory("etc"));
          file(tar, "etc/old", "old");
          file(tar, "etc/kept", "kept");
          tar.add(TarEntry.directory("cache"));
          file(tar, "cache/a", "a");
          tar.add(TarEntry.symbolicLink("lib", "usr/lib"));
          tar.add(TarEntry.directory("usr/lib"));
        });
    layer(
        ZstdOutputStream::new,
        tar -> {
          file(tar, "etc/.wh.old", "");
          file(tar, "etc/new", "new");
          file(tar, "cache/b", "b");
          file(tar, "cache/.wh..wh..opq", "");
        });
    layer(
        out -> out,
        tar -> {
          file(tar, "etc/tool", "tool");
          tar.add(entry(TarEntry.Kind.HARD_LINK, "etc/same", 0644, "etc/tool"));
          tar.add(entry(TarEntry.Kind.CHARACTER_DEVICE, "etc/device", 0644, ""));
        });
  }

  @Test
  void flatLayersLieOverEachOther() throws IOException {
    threeLayers();
    Path root = unpacked().flat("image");
    assertThat(root.resolve("etc/old")).doesNotExist();
    assertThat(root.resolve("etc/kept")).hasContent("kept");
    assertThat(root.resolve("etc/new")).hasContent("new");
    assertThat(root.resolve("cache/a")).doesNotExist();
    assertThat(root.resolve("cache/b")).hasContent("b");
    assertThat(root.resolve("etc/same")).hasContent("tool");
    assertThat(root.resolve("etc/device")).doesNotExist();
    assertThat(unpacked().flat("image")).isEqualTo(root);
  }

  @Test
  void layersForAnOverlayMarkWhatTheyDelete() throws IOException {
    threeLayers();
    List<Path> all = unpacked().layers("image");
    assertThat(all).hasSize(3);
    for (String mark : List.of("etc/old", "cache/a")) {
      Path marked = all.get(1).resolve(mark);
      assertThat(Files.getAttribute(marked, "unix:rdev", LinkOption.NOFOLLOW_LINKS)).isEqualTo(0L);
      assertThat(Files.isRegularFile(marked)).isFalse();
      assertThat(Files.exists(marked, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
    assertThat(all.get(1).resolve("cache/b")).hasContent("b");
    assertThat(unpacked().layers("image")).isEqualTo(all);
  }

  @Test
  void noEntryLeavesTheImage() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    for (String name : List.of("../evil", "a/../../evil")) {
      layers.clear();
      layer(out -> out, tar -> file(tar, name, "x"));
      assertThatThrownBy(() -> unpacked().flat(name)).hasMessageContaining("leaves the image");
    }
    layers.clear();
    layer(
        out -> out,
        tar -> {
          tar.add(TarEntry.symbolicLink("door", outside.toString()));
          file(tar, "door/evil", "x");
          tar.add(TarEntry.symbolicLink("up", "../../../../../.."));
          file(tar, "up/high", "x");
          file(tar, "/absolute", "x");
        });
    Path root = unpacked().flat("links");
    assertThat(outside).isEmptyDirectory();
    assertThat(root.resolve("high")).hasContent("x");
    assertThat(root.resolve("absolute")).hasContent("x");
  }

  @Test
  void aHardLinkToNothingIsRefused() throws IOException {
    layer(
        out -> out,
        tar -> tar.add(entry(TarEntry.Kind.HARD_LINK, "a", 0644, "../../../etc/passwd")));
    assertThatThrownBy(() -> unpacked().flat("image")).isInstanceOf(IOException.class);
  }

  @Test
  void aCutLayerLeavesNothingThatCountsAsUnpacked() throws IOException {
    layer(GZIPOutputStream::new, tar -> file(tar, "a", "a".repeat(100_000)));
    byte[] whole = layers.getFirst();
    layers.set(0, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> unpacked().flat("image")).isInstanceOf(IOException.class);
    layers.set(0, whole);
    assertThat(unpacked().flat("image").resolve("a")).hasSize(100_000);
    assertThat(temp.resolve("layers")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void whatNoImageNeedsIsRemoved() throws IOException {
    layer(out -> out, tar -> file(tar, "a", "a"));
    var hours = new AtomicLong();
    var all =
        new UnpackedLayers(
            source, temp.resolve("layers"), () -> Duration.ofHours(hours.get()).toNanos());
    Path root = all.flat("image");
    assertThat(all.retain(List.of(), List.of())).as("it may be about to be run").isZero();
    hours.set(2);
    assertThat(all.retain(List.of("image"), List.of())).isZero();
    assertThat(all.retain(List.of(), List.of("image"))).isZero();
    assertThat(root).exists();
    assertThat(all.retain(List.of(), List.of())).isEqualTo(1);
    assertThat(root).doesNotExist();
  }
}
