package dev.skerry.link;

import static dev.skerry.link.Recorder.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void framesGoBothWaysOverMutualTlsUnderTheNameOfTheCertificate() throws Exception {
    var heard = new Recorder();
    try (var parent = new Parent((_, _, _, _) -> false);
        ChildLink child = Parent.child(parent.address(), parent.siteContext("s1"), heard)) {
      Connection up = next(heard.connected);
      Connection down = next(parent.events.connected);
      assertThat(down.peer()).isEqualTo("s1");

      up.send(new Frame.Ping(7), Lane.CONTROL);
      assertThat(next(parent.events.frames)).isEqualTo(new Frame.Ping(7));
      Frame batch = new SampleFrames(4).frame();
      down.send(batch, Lane.BULK);
      assertThat(next(heard.frames)).isEqualTo(batch);
      assertThat(parent.links.traffic("s1").receivedBytes())
          .isEqualTo(child.traffic().sentBytes())
          .isPositive();
    }
  }

  @Test
  void aChildReconnectsByItselfWhenTheParentHangsUp() throws Exception {
    var heard = new Recorder();
    try (var parent = new Parent((_, _, _, _) -> false);
        ChildLink _ = Parent.child(parent.address(), parent.siteContext("s1"), heard)) {
      next(heard.connected);
      Connection down = next(parent.events.connected);
      down.send(new Frame.Bye("LEAVING", "restart"), Lane.CONTROL);
      down.close();
      assertThat(next(heard.frames)).isEqualTo(new Frame.Bye("LEAVING", "restart"));
      next(heard.closed);
      next(parent.events.closed);
      next(parent.events.connected);
      next(heard.connected);
    }
  }

  @Test
  void aStrangerIsTurnedAway() throws Exception {
    var heard = new Recorder();
    try (var parent = new Parent((_, _, _, _) -> false);
        ChildLink _ = Parent.child(parent.address(), parent.strangerContext(), heard)) {
      assertThat(next(heard.turnedAway))
          .contains("does not let this end in: refused, HTTP 403")
          .doesNotContain("says its remark");
      assertThat(heard.unreachable).isEmpty();
      assertThat(parent.events.connected).isEmpty();
    }
  }

  @Test
  void ofAParentThatIsNotTrustedMoreIsSaid() throws Exception {
    var heard = new Recorder();
    try (var parent = new Parent((_, _, _, _) -> false);
        var other = new Parent((_, _, _, _) -> false);
        ChildLink _ = Parent.child(parent.address(), other.siteContext("s1"), heard)) {
      assertThat(next(heard.turnedAway))
          .contains("does not let this end in: ", "; says its remark");
      assertThat(parent.events.connected).isEmpty();
    }
  }

  @Test
  void aPeerThatTakesNothingFillsTheBoxAndNotTheMemory() throws Exception {
    var connection = new Connection("s1", new Recorder(), new Packing(), new Traffic());
    int taken = 0;
    while (taken < 10_000 && connection.send(new Frame.Ping(taken), Lane.CONTROL)) {
      taken++;
    }
    assertThat(taken).isEqualTo(Outbox.MAX_CONTROL);
  }

  @Test
  void closingAChildEndsAnAttemptThatNobodyAnswers() throws Exception {
    try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var heard = new Recorder();
      ChildLink child;
      try (var parent = new Parent((_, _, _, _) -> false)) {
        URI nobody = URI.create("https://localhost:" + silent.getLocalPort());
        child = Parent.child(nobody, parent.siteContext("s1"), heard);
      }
      try (Socket accepted = silent.accept()) {
        child.close();
        assertThat(next(heard.unreachable)).contains("does not answer");
        assertThat(accepted.isConnected()).isTrue();
      }
      assertThat(heard.connected).isEmpty();
    }
  }

  @Test
  void aStreamTheParentAsksForCarriesBytesBothWaysAndItsEnd() throws Exception {
    try (var site = new Site(Optional.empty())) {
      byte[] sent = "line\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
      try (ByteStream stream = site.parent.streams.open("s1", "echo", "x", LIMIT)) {
        Thread writer = Thread.ofVirtual().start(() -> write(stream, sent));
        assertThat(Arrays.equals(stream.input().readAllBytes(), sent)).isTrue();
        writer.join();
      }
    }
  }

  private static void write(ByteStream stream, byte[] bytes) {
    try {
      stream.output().write(bytes);
      stream.output().close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void aStreamTheChildRefusesFailsWithItsSentence() throws Exception {
    try (var site = new Site(Optional.of("exec from above is off here"))) {
      assertThatThrownBy(() -> site.parent.streams.open("s1", "exec", "x", LIMIT))
          .isInstanceOf(LinkFailure.class)
          .hasMessageContaining("exec from above is off here");
    }
  }

  @Test
  void streamsEndWhenTheLinkOfTheirChildIsDropped() throws Exception {
    try (var site = new Site(Optional.empty());
        ByteStream stream = site.parent.streams.open("s1", "echo", "x", LIMIT)) {
      site.parent.streams.dropped("s1");
      assertThatThrownBy(() -> stream.input().read()).isInstanceOf(LinkFailure.class);
      assertThatThrownBy(() -> stream.output().write(1)).isInstanceOf(LinkFailure.class);
    }
  }

  @Test
  void aChildThatIsNotConnectedOpensNoStream() throws Exception {
    try (var parent = new Parent((_, _, _, _) -> false)) {
      assertThatThrownBy(() -> parent.streams.open("s9", "logs", "x", LIMIT))
          .isInstanceOf(LinkFailure.class)
          .hasMessage("s9 is not connected");
    }
  }

  /// A parent and a connected child that echoes streams, or refuses them. Requests go directly
  /// instead of over a session.
  private static final class Site implements AutoCloseable {
    final Parent parent;
    private final ChildLink child;
    private final ChildStreams streams;

    Site(Optional<String> objection) {
      parent = new Parent(this::ask);
      var heard = new Recorder();
      child = Parent.child(parent.address(), parent.siteContext("s1"), heard);
      streams = new ChildStreams(child, new Echo(objection));
    }

    private boolean ask(String site, String id, String purpose, String target) {
      streams.asked(id, purpose, target, sentence -> parent.streams.denied(site, id, sentence));
      return true;
    }

    @Override
    public void close() {
      child.close();
      parent.close();
    }
  }

  private record Echo(Optional<String> refusal) implements ChildStreams.Handler {
    @Override
    public void serve(String purpose, String target, ByteStream stream) throws IOException {
      stream.input().transferTo(stream.output());
    }

    @Override
    public Optional<String> objection(String purpose, String target) {
      return refusal;
    }
  }
}
