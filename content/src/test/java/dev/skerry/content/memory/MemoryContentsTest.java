package dev.skerry.content.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.Contents;
import dev.skerry.content.ContentsContract;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class MemoryContentsTest extends ContentsContract {
  private final MemoryContents contents = new MemoryContents(() -> now);

  @Override
  protected Contents contents() {
    return contents;
  }

  @Override
  protected void damage(Digest digest) throws IOException {
    contents.damage(digest);
  }

  @Override
  protected void leaveFree(long bytes) {
    contents.leaveFree(bytes);
  }

  @Test
  void aPowerCutLosesTheTailOfAnUploadAndCommitNotices() throws Exception {
    Upload before = contents.upload("torn");
    before.append(0, stream("12345678"));
    contents.powerCut();

    try (Upload after = contents.upload("torn")) {
      assertThat(after.offset()).isEqualTo(4);
      assertThatThrownBy(() -> after.commit(Digest.of("12345678".getBytes(UTF_8))))
          .hasMessageContaining("was to be");
    }
    assertThat(contents.openUploads()).isEmpty();
  }
}
