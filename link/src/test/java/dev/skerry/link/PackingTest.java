package dev.skerry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackingTest {
  private final Packing packing = new Packing();

  @Test
  void everyTextComesBackAndSmallOnesGoPlain() throws Violation {
    for (byte[] text : new SampleFrames(99).texts(200)) {
      assertThat(packing.unpack(packing.pack(text))).isEqualTo(text);
    }
    byte[] ping = "{\"number\":1,\"t\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(packing.pack(ping)[0]).isEqualTo(Packing.PLAIN);
  }

  @Test
  void framesTheDictionaryWasNotMadeFromShrinkToAThird() {
    List<byte[]> texts = new SampleFrames(99).texts(500);
    long plain = texts.stream().mapToLong(text -> text.length).sum();
    long packed = texts.stream().mapToLong(text -> packing.pack(text).length).sum();
    long without = texts.stream().mapToLong(text -> Zstd.compress(text, 3).length).sum();
    assertThat(packed * 3).isLessThan(plain);
    assertThat(packed * 4).isLessThan(without * 3);
  }

  @Test
  void aMessageThatUnfoldsToTooMuchIsRefusedBeforeItUnfolds() {
    byte[] bomb = Zstd.compress(new byte[100 * 1024 * 1024], 3);
    assertRefused(headed(bomb), CloseReason.OVERSIZE);
  }

  @Test
  void whatIsNotAMessageIsRefused() {
    assertRefused(new byte[0], CloseReason.MALFORMED);
    assertRefused(new byte[] {7, 1, 2}, CloseReason.MALFORMED);
    assertRefused(new byte[] {Packing.ZSTD_DICTIONARY_1, 1, 2, 3}, CloseReason.MALFORMED);
    byte[] cut = Arrays.copyOf(packing.pack("x".repeat(500).getBytes(StandardCharsets.UTF_8)), 12);
    assertRefused(cut, CloseReason.MALFORMED);
  }

  private void assertRefused(byte[] message, CloseReason reason) {
    assertThatThrownBy(() -> packing.unpack(message))
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.reason()).isEqualTo(reason));
  }

  private static byte[] headed(byte[] content) {
    var message = new byte[content.length + 1];
    message[0] = Packing.ZSTD_DICTIONARY_1;
    System.arraycopy(content, 0, message, 1, content.length);
    return message;
  }
}
