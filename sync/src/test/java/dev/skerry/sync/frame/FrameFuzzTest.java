package dev.skerry.sync.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.sync.fuzz.Seeds;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Frames that were cut, spliced and forged byte by byte. What is refused is refused as a
/// [Violation] with a sentence; what is read is a frame that can be written again.
final class FrameFuzzTest {
  private static final int IN_CI = 60_000;

  @Test
  void aForgedFrameIsReadOrRefusedAndNothingElse() {
    List<Frame> frames = FrameTextTest.frames();
    var read = new AtomicLong();
    var refused = new AtomicLong();
    Seeds.each(
        IN_CI,
        seed -> {
          var chance = new Random(seed);
          Frame good = frames.get(chance.nextInt(frames.size()));
          byte[] bad = new Mangler(chance).mangle(FrameWriter.write(good).getFirst());
          if (isRead(bad)) {
            read.incrementAndGet();
          } else {
            refused.incrementAndGet();
          }
        });
    // Both happen, or this fuzzes nothing.
    assertThat(read.get()).isPositive();
    assertThat(refused.get()).isGreaterThan(read.get());
  }

  private static boolean isRead(byte[] text) {
    try {
      var frame = new FrameReader().read(text);
      if (frame.isPresent()) {
        Frame again =
            new FrameReader().read(FrameWriter.write(frame.get()).getFirst()).orElseThrow();
        assertThat(again).isEqualTo(frame.get());
      }
      return true;
    } catch (Violation violation) {
      assertThat(violation.sentence()).isNotBlank().hasSizeLessThan(Bounds.MAX_WORDS);
      assertThat(violation.sentence()).doesNotContainPattern("\\p{Cntrl}");
      return false;
    }
  }
}
