package dev.skerry.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class CollectedTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Collected stream = new Collected(sent);

  @Test
  void whatIsWrittenIsSentAtAFlushAndNoBufferStays() throws IOException {
    stream.write(new byte[10]);
    stream.write(7);
    assertThat(sent.size()).isZero();
    assertThat(stream.holds()).isTrue();
    stream.flush();
    assertThat(sent.size()).isEqualTo(11);
    assertThat(stream.holds()).isFalse();
  }

  @Test
  void aFullBufferIsSentUnaskedAndALargePieceAtOnceAndInOrder() throws IOException {
    byte[] large = new byte[Bounds.STREAM_BUFFER_BYTES + 1];
    large[0] = 2;
    stream.write(1);
    stream.write(large);
    assertThat(sent.size()).isEqualTo(large.length + 1);
    assertThat(sent.toByteArray()).startsWith(1, 2);
    stream.write(new byte[Bounds.STREAM_BUFFER_BYTES]);
    stream.write(3);
    assertThat(sent.size()).isEqualTo(large.length + 1 + Bounds.STREAM_BUFFER_BYTES);
    stream.close();
    assertThat(sent.size()).isEqualTo(large.length + 2 + Bounds.STREAM_BUFFER_BYTES);
  }
}
