package dev.skerry.link;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what happened on a link for a test to wait for.
final class Recorder implements LinkEvents {
  private static final long LIMIT_SECONDS = 30;

  final BlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
  final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  final BlockingQueue<Violation> violations = new LinkedBlockingQueue<>();
  final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  final BlockingQueue<String> unreachable = new LinkedBlockingQueue<>();
  final BlockingQueue<String> turnedAway = new LinkedBlockingQueue<>();

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("nothing came for " + LIMIT_SECONDS + " s"));
  }

  @Override
  public void connected(Connection connection) {
    connected.add(connection);
  }

  @Override
  public void frame(Connection connection, Frame frame) {
    frames.add(frame);
  }

  @Override
  public void unreadable(Connection connection, Violation violation) {
    violations.add(violation);
  }

  @Override
  public void closed(Connection connection, String why) {
    closed.add(why);
  }

  @Override
  public void unreachable(String why) {
    unreachable.add(why);
  }

  @Override
  public void turnedAway(String why) {
    turnedAway.add(why);
  }
}
