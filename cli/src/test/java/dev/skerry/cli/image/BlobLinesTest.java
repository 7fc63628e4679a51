package dev.skerry.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BlobLinesTest {
  private static final String LAYER = "sha256:0123456789abcdef0123";
  private static final int MIB = 1 << 20;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> said = new ArrayList<>();
  private final BlobLines lines = new BlobLines(said::add, nanos::get);

  @Test
  void aBlobHasOneLineThatCountsAndStays() {
    lines.begins(LAYER, 4 * MIB);
    lines.moved(MIB);
    nanos.set(150_000_000);
    lines.moved(MIB);
    lines.moved(2 * MIB);
    lines.ends();
    assertThat(said)
        .as("not oftener than a person reads")
        .containsExactly(
            "\r\033[Kblob 0123456789ab  0.0 of 4.0 MiB",
            "\r\033[Kblob 0123456789ab  2.0 of 4.0 MiB",
            "\r\033[Kblob 0123456789ab  4.0 of 4.0 MiB\n");
    assertThat(lines.total()).isEqualTo(", 4.0 MiB in 1 blob");
  }

  @Test
  void whatIsThereIsSaidAndCountedButNotMoved() {
    lines.there(LAYER);
    lines.begins(LAYER, MIB);
    lines.moved(MIB);
    lines.ends();
    lines.there("sha256:ff");
    assertThat(said.getFirst()).isEqualTo("blob 0123456789ab  is there already\n");
    assertThat(said.getLast()).isEqualTo("blob ff  is there already\n");
    assertThat(lines.total()).isEqualTo(", 1.0 MiB in 1 blob, 2 were there");
  }
}
