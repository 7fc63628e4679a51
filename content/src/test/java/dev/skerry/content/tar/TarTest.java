package dev.skerry.content.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarTest {
  @TempDir private Path directory;

  private static byte[] tar(TarEntry entry, String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(bytes)) {
      tar.add(entry, new ByteArrayInputStream(content.getBytes(UTF_8)));
      tar.add(TarEntry.directory("after"));
    }
    return bytes.toByteArray();
  }

  @Test
  void longAndForeignNamesSurvive() throws Exception {
    String name = "straße/".repeat(40) + "kasse";
    byte[] bytes = tar(TarEntry.file(name, true, 4), "till");

    try (var tar = new TarReader(new ByteArrayInputStream(bytes))) {
      TarEntry entry = tar.next().orElseThrow();
      assertThat(entry.name()).isEqualTo(name);
      assertThat(entry.mode()).isEqualTo(0755);
      assertThat(tar.content().readAllBytes()).asString(UTF_8).isEqualTo("till");
      assertThat(tar.next().orElseThrow()).isEqualTo(TarEntry.directory("after"));
      assertThat(tar.next()).isEmpty();
    }
  }

  @Test
  void unreadContentIsSkipped() throws Exception {
    byte[] bytes = tar(TarEntry.file("big", false, 5_000), "x".repeat(5_000));

    try (var tar = new TarReader(new ByteArrayInputStream(bytes))) {
      tar.next();
      assertThat(tar.next().orElseThrow().name()).isEqualTo("after");
    }
  }

  @Test
  void numbersThatDoNotFitGoIntoPaxRecords() throws Exception {
    var extended = new TreeMap<String, String>();
    extended.put("SCHILY.xattr.user.till", "open");
    var entry =
        new TarEntry(
            TarEntry.Kind.SYMBOLIC_LINK, "l", 0777, 3_000_000, 7, 0, -5, "target", 0, 0, extended);

    try (var tar = new TarReader(new ByteArrayInputStream(tar(entry, "")))) {
      assertThat(tar.next()).contains(entry);
    }
  }

  @Test
  void aCutTarIsAnErrorThatNamesTheEntry() throws Exception {
    byte[] bytes = tar(TarEntry.file("cut", false, 2_000), "x".repeat(2_000));

    try (var tar = new TarReader(new ByteArrayInputStream(Arrays.copyOf(bytes, 1_500)))) {
      tar.next();
      assertThatThrownBy(() -> tar.content().readAllBytes())
          .hasMessage("tar entry cut: the stream ends inside it");
    }
  }

  @Test
  void bytesThatAreNoTarAreRefused() {
    var tar = new TarReader(new ByteArrayInputStream("no tar ".repeat(200).getBytes(UTF_8)));

    assertThatThrownBy(tar::next).isInstanceOf(IOException.class).hasMessageContaining("header");
  }

  @Test
  void theSystemsTarReadsOursAndWeReadIts() throws Exception {
    String name = "d/".repeat(70) + "file";
    Path ours = directory.resolve("ours.tar");
    Files.write(ours, tar(TarEntry.file(name, false, 2), "ok"));
    Path theirs = directory.resolve("theirs.tar");

    run("tar", "-xf", ours.toString());
    run("tar", "--format=gnu", "-cf", theirs.toString(), name);

    assertThat(directory.resolve(name)).hasContent("ok");
    try (var tar = new TarReader(Files.newInputStream(theirs))) {
      assertThat(tar.next().orElseThrow().name()).isEqualTo(name);
      assertThat(tar.content().readAllBytes()).asString(UTF_8).isEqualTo("ok");
    }
  }

  private void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
