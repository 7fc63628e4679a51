package dev.skerry.server.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Contents;
import dev.skerry.content.memory.MemoryContents;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LeftoversTest {
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final MemoryContents contents = new MemoryContents(() -> now);
  private final Leftovers leftovers = new Leftovers(contents, () -> now);

  @Test
  void abandonedUploadsDoNotStopEveryPushAndPullForEver() throws Exception {
    for (int n = 0; n < Contents.MAX_UPLOADS; n++) {
      contents.upload("abandoned-" + n).close();
    }
    now = now.plus(Duration.ofHours(20));
    leftovers.look();
    assertThat(contents.hasUpload("abandoned-0")).isTrue();

    now = now.plus(Duration.ofHours(5));
    leftovers.look();

    contents.upload("new").close();
    leftovers.look();
    assertThat(contents.hasUpload("new")).isTrue();
  }
}
