package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.Principal;
import dev.skerry.pki.issue.CertificateRequest;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.FrameWriter;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Versions;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A site that joined as it should and then says what it likes, over a real link to a real core. It
/// is hung up on; nothing it claimed is there; the core goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileChildTest {
  private static final String JSON = "application/json";
  private static final long PATIENCE_SECONDS = 60;

  private final SecureRandom chance = new SecureRandom();
  private Core core;
  private Identity child;

  @BeforeAll
  void join(@TempDir Path home) throws Exception {
    core = new Core(home);
    KeyPair pair = Keys.generate(chance);
    String token = ask("/skerry/v1/tokens", "{\"site\":\"s1\"}").text("token");
    Json body =
        Json.object()
            .put("token", token)
            .put("request", CertificateRequest.create(pair, chance))
            .build();
    Json joined = ask("/skerry/v1/join", body.toString());
    child = new Identity(pair.getPrivate(), Pem.certificates(joined.text("certificate")));
  }

  @AfterAll
  void stop() throws Exception {
    core.close();
  }

  private Obj ask(String path, String body) throws Exception {
    return core.send("POST", path, JSON, body).json();
  }

  /// The child's end, with bare hands.
  private static final class Line implements WebSocket.Listener {
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      over.countDown();
      return CompletableFuture.completedStage("closed");
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
      over.countDown();
    }
  }

  private WebSocket dial(Line line) throws Exception {
    URI http = core.request("/skerry/link").build().uri();
    return core.as(child)
        .newWebSocketBuilder()
        .buildAsync(URI.create("wss://" + http.getAuthority() + "/skerry/link"), line)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// @return false when the other end has hung up already
  private static boolean say(WebSocket to, byte[] message) throws InterruptedException {
    try {
      to.sendBinary(ByteBuffer.wrap(message), true).get();
      return true;
    } catch (ExecutionException gone) {
      assertThat(gone).hasCauseInstanceOf(IOException.class);
      return false;
    }
  }

  /// Unpacked, as one byte before the text says.
  private static byte[] plain(Frame frame) {
    byte[] text = FrameWriter.write(frame).getFirst();
    return ByteBuffer.allocate(text.length + 1).put((byte) 0).put(text).array();
  }

  private Frame hello(String name) throws Exception {
    Uid uid = Principal.of(child.certificate()).site().orElseThrow();
    var self =
        new dev.skerry.sync.frame.Identity(dev.skerry.sync.frame.Identity.Kind.SITE, name, uid);
    return new Frame.Hello(
        Versions.OURS,
        new Greeting(
            self, List.of(), "forged", Life.UNTOLD, false, Optional.empty(), Instant.now()));
  }

  private void isHungUpOn(byte[]... messages) throws Exception {
    var line = new Line();
    WebSocket socket = dial(line);
    for (byte[] each : messages) {
      if (!say(socket, each)) {
        break;
      }
    }
    assertThat(line.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    socket.abort();
    assertThat(core.get("/version", JSON).status()).isEqualTo(200);
  }

  @Test
  void nonsenseEndsTheConnectionAndNothingElse() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      var noise = new byte[1 + new Random(seed).nextInt(2_000)];
      new Random(seed).nextBytes(noise);
      isHungUpOn(noise);
    }
  }

  @Test
  void aMessageOverTheBoundAndABombEndIt() throws Exception {
    isHungUpOn(new byte[2 << 20]);
    // A zstd frame (RFC 8878) that says it has 4 GiB.
    byte[] bomb = {
      1, 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xa0, 0, 0, 0, (byte) 0xf0, 1, 0, 0
    };
    isHungUpOn(bomb);
  }

  @Test
  void whoeverGreetsUnderAnothersNameIsHungUpOn() throws Exception {
    isHungUpOn(plain(hello("s2")));
  }

  @Test
  void whoeverTalksBeforeItsGreetingIsHungUpOn() throws Exception {
    isHungUpOn(plain(new Frame.Ping(1)), plain(new Frame.Reconcile()));
  }

  @Test
  void recordsOfAnotherAreNotTaken() throws Exception {
    var object = ObjectKey.of(GroupKind.core("ConfigMap"), "default", "forged");
    Obj text = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap").build();
    for (SiteName author : List.of(new SiteName("core"), new SiteName("s2"))) {
      var key = new PartKey(Uid.random(7, 7), Part.SPEC, author);
      var body = new Body.Present(text);
      var record = new PartRecord(key, new Version(1, 1), object, author, body);
      isHungUpOn(
          plain(hello("s1")),
          plain(
              new Frame.Offer(
                  new Revision(5),
                  true,
                  0,
                  List.of(new Frame.Entry(key, new Version(1, 1))),
                  true)),
          plain(new Frame.Fill(0, List.of(record), true)),
          plain(
              new Frame.Batch(
                  new Revision(5),
                  new Revision(9),
                  List.of(new FeedItem(new Revision(9), record)))),
          plain(new Frame.Batch(new Revision(1), new Revision(9), List.of())));
    }
    assertThat(core.get("/api/v1/namespaces/default/configmaps/forged", JSON).status())
        .isEqualTo(404);
    assertThat(core.get("/apis/skerry.dev/v1alpha1/sites/s1", JSON).status()).isEqualTo(200);
    assertThat(core.get("/apis/skerry.dev/v1alpha1/sites/s2", JSON).status()).isEqualTo(404);
  }

  @Test
  void aFloodIsReadAtTheCoresPaceAndOthersAreServedMeanwhile() throws Exception {
    var line = new Line();
    WebSocket socket = dial(line);
    assertThat(say(socket, plain(hello("s1")))).isTrue();
    byte[] ping = plain(new Frame.Ping(1));
    for (int n = 0; n < 5_000 && say(socket, ping); n++) {
      if (n % 1_000 == 0) {
        assertThat(core.get("/api/v1/namespaces", JSON).status()).isEqualTo(200);
      }
    }
    socket.abort();
    assertThat(core.get("/version", JSON).json().text("major")).isEqualTo("1");
  }
}
