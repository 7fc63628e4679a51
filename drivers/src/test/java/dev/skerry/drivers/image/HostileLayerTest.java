package dev.skerry.drivers.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.VerifiedStream;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one layer might do to the machine, each by itself.
final class HostileLayerTest {
  @TempDir private Path temp = Path.of("");
  private Path image = Path.of("");
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(bytes);

  @BeforeEach
  void anEmptyImage() throws IOException {
    image = Files.createDirectory(temp.toRealPath().resolve("image"));
  }

  private void file(String name, byte[] content) throws IOException {
    tar.add(TarEntry.file(name, false, content.length), new ByteArrayInputStream(content));
  }

  private byte[] blob() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }

  private void unpack(long freeBytes) throws IOException {
    new LayerFiles(image, false, () -> freeBytes).unpack(new ByteArrayInputStream(blob()));
  }

  @Test
  void aDirectoryThatTurnsIntoALinkDoesNotGiveItsModeToWhereTheLinkLeads() throws IOException {
    Path outside = temp.resolve("outside");
    Files.createDirectories(outside.resolve("b"));
    for (Path each : List.of(outside, outside.resolve("b"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
    }
    tar.add(TarEntry.directory("a"));
    tar.add(TarEntry.directory("a/b"));
    tar.add(TarEntry.symbolicLink("a", outside.toString()));

    unpack(Long.MAX_VALUE);

    for (Path each : List.of(outside, outside.resolve("b"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
    assertThat(Files.readSymbolicLink(image.resolve("a"))).isEqualTo(outside);
  }

  @Test
  void aLayerIsCheckedToItsEndEvenIfItsTarEndsBefore() throws IOException {
    file("till", "open".getBytes(UTF_8));
    byte[] damaged = blob();
    Digest digest = Digest.of(damaged);
    damaged[damaged.length - 1] ^= 1;
    var blob = new VerifiedStream(new ByteArrayInputStream(damaged), digest, () -> {});

    assertThatThrownBy(() -> new LayerFiles(image, false).unpack(blob))
        .isInstanceOf(ContentFailure.class)
        .hasMessageContaining("was damaged");
  }

  @Test
  void aLayerThatUnpacksToMoreThanThereIsRoomForIsRefused() throws IOException {
    file("bomb", new byte[1 << 20]);

    assertThatThrownBy(() -> unpack(60_000)).hasMessageContaining("no room to unpack");

    assertThat(image.resolve("bomb")).isEmptyFile();
  }

  @Test
  void deletionsAreOfFilesByName() {
    for (String name : List.of(".wh.", ".wh..", ".wh...", "a/.wh...")) {
      assertThatThrownBy(() -> whiteout(name)).as(name).hasMessageContaining("deletes no file");
    }
  }

  private void whiteout(String name) throws IOException {
    var alone = new ByteArrayOutputStream();
    try (var layer = new TarWriter(new GZIPOutputStream(alone))) {
      layer.add(TarEntry.file(name, false, 0));
    }
    new LayerFiles(image, false).scan(new ByteArrayInputStream(alone.toByteArray()));
  }

  @Test
  void anOwnerWhoCannotBeIsRefused() throws IOException {
    var entry =
        new TarEntry(TarEntry.Kind.FILE, "a", 0644, 1L << 33, 0, 0, 0, "", 0, 0, new TreeMap<>());
    tar.add(entry);
    byte[] blob = blob();

    assertThatThrownBy(() -> new LayerFiles(image, true).unpack(new ByteArrayInputStream(blob)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("who cannot be");
  }
}
