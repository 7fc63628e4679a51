package dev.skerry.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Messages whose bytes were changed, cut off or made up, bombs among them.
final class PackingFuzzTest {
  private static final int MESSAGES = 60_000;
  private final Packing packing = new Packing();

  @Test
  void aForgedMessageUnfoldsWithinTheBoundOrIsRefused() {
    int refused = 0;
    for (int seed = 0; seed < MESSAGES; seed++) {
      var chance = new Random(seed);
      byte[] message = packing.pack(text(chance));
      for (int n = 1 + chance.nextInt(4); n > 0; n--) {
        message[chance.nextInt(message.length)] = (byte) chance.nextInt(256);
      }
      if (chance.nextInt(4) == 0) {
        message = Arrays.copyOf(message, chance.nextInt(message.length + 8));
      }
      refused += isRefused(message) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, MESSAGES - 1);
  }

  private static byte[] text(Random chance) {
    String frame = "{\"t\":\"ping\",\"number\":" + chance.nextInt() + "}";
    return frame.repeat(1 + chance.nextInt(8)).getBytes(StandardCharsets.UTF_8);
  }

  private boolean isRefused(byte[] message) {
    try {
      assertThat(packing.unpack(message)).hasSizeLessThanOrEqualTo(Bounds.MAX_FRAME_BYTES);
      return false;
    } catch (Violation violation) {
      assertThat(violation.sentence()).isNotBlank();
      return true;
    }
  }
}
