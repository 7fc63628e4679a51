package dev.skerry.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineTest {
  @TempDir Path dir;
  private ServerSocketChannel parent;
  private Line line;

  @BeforeEach
  void aLineWithAParentBehindIt() throws IOException {
    parent = new Place.Tcp(0).listen();
    int port = ((java.net.InetSocketAddress) parent.getLocalAddress()).getPort();
    line = new Line("s1", new Place.Unix(dir.resolve("up.sock")), new Place.Tcp(port));
  }

  @AfterEach
  void closed() throws IOException {
    line.close();
    parent.close();
  }

  private SocketChannel knock() throws IOException {
    return new Place.Unix(dir.resolve("up.sock")).connect();
  }

  private static void say(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String hear(SocketChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  @Test
  void whatGoesInComesOutAndIsCountedByDirection() throws IOException {
    try (SocketChannel child = knock();
        SocketChannel served = parent.accept()) {
      say(child, "hello");
      assertThat(hear(served, 5)).isEqualTo("hello");
      say(served, "good day");
      assertThat(hear(child, 8)).isEqualTo("good day");
      assertThat(line.traffic()).isEqualTo(new Line.Traffic(5, 8));
      child.shutdownOutput();
      assertThat(hear(served, 1)).isEmpty();
    }
  }

  @Test
  void nothingPassesACutLineAndAllOfItComesAfterTheHeal() throws IOException {
    try (SocketChannel child = knock();
        SocketChannel served = parent.accept()) {
      say(child, "a");
      assertThat(hear(served, 1)).isEqualTo("a");
      line.weather(Weather.CLEAR.cut(true, true));
      say(child, "during the cut");
      try (SocketChannel second = knock()) {
        say(second, "x");
        assertThat(line.traffic().upBytes()).isEqualTo(1);
        line.weather(line.weather().healed());
        assertThat(hear(served, 14)).isEqualTo("during the cut");
        try (SocketChannel late = parent.accept()) {
          assertThat(hear(late, 1)).isEqualTo("x");
        }
      }
    }
  }

  @Test
  void aOneWayCutStopsOneWayOnly() throws IOException {
    try (SocketChannel child = knock();
        SocketChannel served = parent.accept()) {
      line.weather(Weather.CLEAR.cut(true, false));
      say(served, "down");
      assertThat(hear(child, 4)).isEqualTo("down");
      say(child, "up");
      assertThat(line.weather().state()).isEqualTo("cut-up");
      assertThat(line.traffic().upBytes()).isZero();
    }
  }

  @Test
  void aResetEndsEveryConnection() throws IOException {
    try (SocketChannel child = knock();
        SocketChannel served = parent.accept()) {
      say(child, "a");
      assertThat(hear(served, 1)).isEqualTo("a");
      line.reset();
      String heard;
      try {
        heard = hear(served, 1);
      } catch (IOException reset) {
        heard = "";
      }
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void aConnectionThatBothEndsLeftTakesNoSocket() throws Exception {
    try (SocketChannel child = knock();
        SocketChannel served = parent.accept()) {
      say(child, "a");
      assertThat(hear(served, 1)).isEqualTo("a");
      assertThat(line.sockets()).isEqualTo(2);
    }
    while (line.sockets() > 0) {
      boolean _ = new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
    }
  }
}
