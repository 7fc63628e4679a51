package dev.skerry.drivers.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.fuzz.Seeds;
import dev.skerry.drivers.fuzz.WildLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Layers that want out. They are unpacked or refused by an [IOException]; beside their directory
/// nothing changes, not even the mode or the time of a file, and what is refused leaves nothing.
final class LayerFuzzTest {
  private static final int IN_CI = 2_500;
  private static final int IMAGES_IN_CI = 120;
  private static final boolean ROOT = System.getProperty("user.name", "").equals("root");

  @TempDir private Path temp = Path.of("");
  private Path home = Path.of("");
  private Path outside = Path.of("");
  private String before = "";

  @BeforeEach
  void aHouseWithANeighbour() throws IOException {
    home = Files.createDirectories(temp.toRealPath().resolve("home"));
    outside = Files.createDirectories(temp.toRealPath().resolve("outside"));
    Files.createDirectories(outside.resolve("a/b"));
    for (String file : List.of("b", "a/a", "a/b/c")) {
      Files.writeString(outside.resolve(file), "precious");
    }
    try (Stream<Path> all = Files.walk(outside)) {
      for (Path each : all.toList()) {
        Files.setLastModifiedTime(each, FileTime.fromMillis(1_000_000));
      }
    }
    before = state();
  }

  /// All that there is outside: names, contents, modes, owners, times.
  private String state() throws IOException {
    var state = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(temp)) {
      for (Path each : all.filter(path -> !path.startsWith(home) && !path.equals(temp)).toList()) {
        String content = Files.isRegularFile(each) ? Files.readString(each, UTF_8) : "";
        String facts =
            Files.readAttributes(each, "unix:mode,uid,gid,nlink", LinkOption.NOFOLLOW_LINKS)
                + " "
                + Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS);
        state.put(each.toString(), content + facts);
      }
    }
    return state.toString();
  }

  private boolean isUnpacked(long seed, Path into) throws IOException {
    byte[] blob = new WildLayer(seed, outside.toString()).blob();
    try (InputStream in = new ByteArrayInputStream(blob)) {
      new LayerFiles(into, ROOT).unpack(in);
      return true;
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }

  @Test
  void aLayerNeverLeavesItsDirectory() {
    var unpacked = new AtomicInteger();
    var refused = new AtomicInteger();
    Seeds.each(
        IN_CI,
        seed -> {
          Path into = Files.createDirectory(home.resolve("s" + seed));
          (isUnpacked(seed, into) ? unpacked : refused).incrementAndGet();
          assertThat(state()).isEqualTo(before);
          Disk.delete(into);
          assertThat(state()).isEqualTo(before);
        });
    // Both happen, or this fuzzes nothing.
    assertThat(unpacked.get()).isGreaterThan(refused.get() / 20);
    assertThat(refused.get()).isPositive();
  }

  /// Three layers over each other.
  private LayerSource image(long seed) {
    return new LayerSource() {
      @Override
      public List<Layer> layers(String imageDigest) {
        return List.of(new Layer("0"), new Layer("1"), new Layer("2"));
      }

      @Override
      public InputStream open(Layer layer) throws IOException {
        long of = seed * 3 + Long.parseLong(layer.digest());
        return new ByteArrayInputStream(new WildLayer(of, outside.toString()).blob());
      }
    };
  }

  @Test
  void anImageIsUnpackedOrLeavesNothing() {
    Seeds.each(
        IMAGES_IN_CI,
        seed -> {
          Path layers = home.resolve("i" + seed);
          var unpacked = new UnpackedLayers(image(seed), layers);
          int made = isMade(() -> unpacked.flat("image")) ? 1 : 0;
          if (ROOT) {
            made += isMade(() -> unpacked.layers("image")) ? 1 : 0;
          }
          assertThat(state()).isEqualTo(before);
          assertThat(layers).isDirectoryNotContaining("glob:**.part");
          assertThat(Disk.list(layers)).hasSizeGreaterThanOrEqualTo(made);
          Disk.delete(layers);
        });
  }

  private interface Making {
    Object make() throws IOException;
  }

  private static boolean isMade(Making making) {
    try {
      return making.make() != null;
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }
}
