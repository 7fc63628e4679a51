package dev.skerry.content.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.ContentsContract;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileContentsTest extends ContentsContract {
  @TempDir private Path root;
  private FileContents contents;
  private long free = Long.MAX_VALUE;

  @BeforeEach
  void open() throws ContentFailure {
    contents = new FileContents(root, () -> now, () -> free);
  }

  @Override
  protected Contents contents() {
    return contents;
  }

  @Override
  protected void damage(Digest digest) throws IOException {
    byte[] bytes = Files.readAllBytes(contents.path(digest));
    bytes[0] ^= 1;
    Files.write(contents.path(digest), bytes);
  }

  @Override
  protected void leaveFree(long bytes) {
    free = bytes;
  }

  @Test
  void everythingIsThereAfterARestart() throws Exception {
    Digest digest = store("durable");
    try (Upload half = contents.upload("half")) {
      half.append(0, stream("ha"));
    }

    var again = new FileContents(root, () -> now, () -> free);

    try (InputStream in = again.open(digest)) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("durable");
    }
    try (Upload resumed = again.upload("half")) {
      assertThat(resumed.offset()).isEqualTo(2);
      resumed.append(2, stream("lf"));
      resumed.commit(Digest.of("half".getBytes(UTF_8)));
    }
  }

  @Test
  void blobsLieWhereTheOciLayoutExpectsThemButForAShard() throws Exception {
    Digest digest = store("x");

    assertThat(root.resolve("blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex()))
        .hasContent("x");
  }
}
