package dev.skerry.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.loop.Input;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.plane.Boot;
import dev.skerry.server.plane.Loop;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SwitchboardTest {
  private static final Outlet DEAF =
      new Outlet() {
        @Override
        public boolean send(Frame frame, Lane lane) {
          return true;
        }

        @Override
        public void hangUp(String reason) {}
      };

  private static Input.Peer peer(String name) {
    return new Input.Peer(Input.Peer.Kind.CHILD, name, Optional.empty(), Duration.ofSeconds(15));
  }

  @Test
  void aPeerThatFloodsWaitsAndTheOthersDoNot(@TempDir Path directory) throws Exception {
    Boot boot =
        Boot.open(
            directory.resolve("store"), new SiteName("core"), Optional.empty(), new SecureRandom());
    var board = new Switchboard();
    var setup = boot.setup(Pulse.DEFAULT, List.of(), new StandardPipeline(Kinds::builtIn), _ -> 1L);
    // It is never started, so nothing is dealt with until this test says so.
    board.connect(new Loop(setup, boot, (_, _) -> {}, board, () -> {}));
    long flooder = board.up(peer("s1"), DEAF);
    var given = new AtomicInteger();
    Thread flood = Thread.ofVirtual().start(() -> flood(board, flooder, given));
    awaitWaiting(flood);
    assertThat(given).hasValue(Switchboard.MAX_WAITING);

    long other = board.up(peer("s2"), DEAF);
    board.received(other, new Frame.Ping(1));
    board.handled(flooder);
    awaitWaiting(flood);
    assertThat(given).hasValue(Switchboard.MAX_WAITING + 1);

    board.down(flooder);
    flood.join();
    boot.store().close();
  }

  private static void flood(Switchboard board, long connection, AtomicInteger given) {
    try {
      for (int n = 0; n < 100; n++) {
        board.received(connection, new Frame.Ping(n));
        given.incrementAndGet();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
