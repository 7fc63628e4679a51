package dev.skerry.api.spdy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SpdyTest {
  private static final int SEEDS = 3_000;

  private static SortedMap<String, String> headers(String... pairs) {
    var headers = new TreeMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  /// What a client says that opens two streams, sends on one and leaves.
  private static byte[] conversation() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var block = new HeaderBlock()) {
      var writer = new FrameWriter(bytes, block);
      writer.open(1, headers("streamtype", "error", "port", "80", "requestid", "0"));
      writer.open(3, headers("streamtype", "data", "port", "80", "requestid", "0"));
      writer.ping(1);
      writer.data(3, false, "herring".getBytes(StandardCharsets.UTF_8), 0, 7);
      writer.data(3, true, new byte[0], 0, 0);
      writer.reset(1, FrameTypes.CANCEL);
      writer.goAway(3);
    }
    return bytes.toByteArray();
  }

  @Test
  void framesComeBackAsTheyWereWritten() throws Exception {
    try (var block = new HeaderBlock()) {
      var reader = new FrameReader(new ByteArrayInputStream(conversation()), block);
      assertThat(reader.next())
          .contains(
              new Frame.SynStream(
                  1, false, headers("streamtype", "error", "port", "80", "requestid", "0")));
      assertThat(reader.next())
          .contains(
              new Frame.SynStream(
                  3, false, headers("streamtype", "data", "port", "80", "requestid", "0")));
      assertThat(reader.next()).contains(new Frame.Ping(1));
      assertThat(reader.next()).get().extracting("last", "stream").containsExactly(false, 3);
      assertThat(reader.next()).get().extracting("last", "stream").containsExactly(true, 3);
      assertThat(reader.next()).contains(new Frame.Reset(1, FrameTypes.CANCEL));
      assertThat(reader.next()).contains(new Frame.GoAway(3));
      assertThat(reader.next()).isEmpty();
    }
  }

  /// The identifier that zlib gives a dictionary; a client with another one could not read us.
  @Test
  void headersArePackedWithTheDictionaryOfTheProtocol() throws Exception {
    try (var block = new HeaderBlock()) {
      String packed = HexFormat.of().formatHex(block.pack(headers("port", "80")));
      assertThat(packed.substring(4)).startsWith("e3c6a7c2");
    }
  }

  @Test
  void aStreamCarriesBothDirectionsAndTheirEnds() throws Exception {
    BlockingQueue<SpdyStream> opened = new LinkedBlockingQueue<>();
    var answers = new ByteArrayOutputStream();
    var toServer = new PipedOutputStream();
    var in = new PipedInputStream(toServer);
    Thread server =
        Thread.ofVirtual()
            .start(() -> {
              try {
                new SpdyConnection(in, answers, opened::add).run();
              } catch (IOException | InterruptedException broken) {
                throw new AssertionError(broken);
              }
            });
    try (var block = new HeaderBlock()) {
      var client = new FrameWriter(toServer, block);
      client.open(1, headers("streamtype", "data"));
      SpdyStream stream = opened.take();
      assertThat(stream.headers()).containsEntry("streamtype", "data");
      client.data(1, true, "cod".getBytes(StandardCharsets.UTF_8), 0, 3);
      assertThat(stream.input().readAllBytes()).asString().isEqualTo("cod");
      stream.output().write("haddock".getBytes(StandardCharsets.UTF_8));
      stream.output().close();
      client.open(3, headers("streamtype", "data"));
      SpdyStream cut = opened.take();
      client.goAway(3);
      server.join();
      assertThatThrownBy(() -> cut.input().read()).isInstanceOf(IOException.class);
    }
    try (var block = new HeaderBlock()) {
      var reader = new FrameReader(new ByteArrayInputStream(answers.toByteArray()), block);
      assertThat(reader.next()).contains(new Frame.SynReply(1, false, new TreeMap<>()));
      assertThat(((Frame.Data) reader.next().orElseThrow()).bytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("haddock");
      assertThat(reader.next()).get().extracting("last", "stream").containsExactly(true, 1);
      assertThat(reader.next()).contains(new Frame.SynReply(3, false, new TreeMap<>()));
    }
  }

  @Test
  void aStreamThatNobodyReadsHoldsABoundedNumberOfPieces() throws Exception {
    var stream =
        new SpdyStream(
            1,
            new TreeMap<>(),
            new FrameWriter(OutputStream.nullOutputStream(), new HeaderBlock()));
    int taken = 0;
    while (stream.put(new byte[] {1}, 1)) {
      taken++;
    }
    assertThat(taken).isEqualTo(SpdyStream.HELD_PIECES);
  }

  @Test
  void aClientMayHaveOnlySoManyStreams() throws Exception {
    var said = new ByteArrayOutputStream();
    try (var block = new HeaderBlock()) {
      var client = new FrameWriter(said, block);
      for (int i = 0; i <= SpdyConnection.MAX_STREAMS; i++) {
        client.open(2 * i + 1, headers("port", "80"));
      }
    }
    var opened = new AtomicInteger();
    var answers = new ByteArrayOutputStream();
    new SpdyConnection(
            new ByteArrayInputStream(said.toByteArray()), answers, _ -> opened.incrementAndGet())
        .run();
    assertThat(opened).hasValue(SpdyConnection.MAX_STREAMS);
    byte[] last = Arrays.copyOfRange(answers.toByteArray(), answers.size() - 16, answers.size());
    assertThat(HexFormat.of().formatHex(last))
        .isEqualTo("8003000300000008" + "00000201" + "00000003");
  }

  @Test
  void aSmallBlockThatUnpacksToMuchIsRefused() throws Exception {
    try (var packing = new HeaderBlock();
        var block = new HeaderBlock()) {
      byte[] bomb = packing.pack(headers("a", "x".repeat(10 * HeaderBlock.MAX_BYTES)));
      assertThat(bomb.length).isLessThan(HeaderBlock.MAX_BYTES);
      assertThatThrownBy(() -> block.unpack(bomb)).hasMessageContaining("a header block over");
    }
  }

  @Test
  void aControlFrameBeyondTheBoundIsRefusedBeforeItIsRead() {
    byte[] head = HexFormat.of().parseHex("8003000100ffffff");
    assertThatThrownBy(() -> run(head)).hasMessageContaining("the limit is");
  }

  private static void run(byte[] bytes) throws Exception {
    new SpdyConnection(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), _ -> {})
        .run();
  }

  /// Bytes by chance, and a conversation with some of its bytes changed, cut or doubled: each ends
  /// in order or with a failure of this protocol, and none goes on for ever.
  @Test
  void whatIsNoSpdyEndsTheConnectionInOrder() throws Exception {
    byte[] good = conversation();
    int refused = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var chance = new Random(seed);
      try {
        run(seed % 3 == 0 ? noise(chance) : spoiled(good, chance));
      } catch (IOException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(SEEDS / 3);
  }

  private static byte[] noise(Random chance) {
    byte[] bytes = new byte[chance.nextInt(200)];
    chance.nextBytes(bytes);
    if (bytes.length > 4) {
      bytes[0] = (byte) 0x80;
      bytes[1] = 3;
      bytes[2] = 0;
      bytes[3] = (byte) chance.nextInt(12);
      bytes[4] = 0;
    }
    return bytes;
  }

  private static byte[] spoiled(byte[] good, Random chance) {
    byte[] bytes = good.clone();
    for (int i = chance.nextInt(4); i >= 0; i--) {
      bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
    }
    return Arrays.copyOf(bytes, bytes.length - chance.nextInt(bytes.length / 2));
  }
}
