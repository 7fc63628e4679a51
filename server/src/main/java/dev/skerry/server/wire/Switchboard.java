package dev.skerry.server.wire;

import dev.skerry.control.loop.Input;
import dev.skerry.control.write.Refusal;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.plane.Wires;
import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Joins the loop with whatever carries frames: each connection gets a number, frames for it go to
/// its outlet, frames from it to the loop. Any thread.
public final class Switchboard implements Wires {
  /// Frames of one connection that wait for the loop: what a well-behaved peer has on the way. One
  /// that sends more waits itself, so its flood takes neither memory nor the others' turns.
  static final int MAX_WAITING = Bounds.WINDOW;

  /// A connection's way out, and how many more frames of it the loop may be given.
  private record Line(Outlet outlet, Semaphore room) {
    /// Nobody waits for room on a line that is gone.
    void end() {
      room.release(Integer.MAX_VALUE / 2);
    }
  }

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<Long, Line> lines = new ConcurrentHashMap<>();
  private volatile Optional<Loop> loop = Optional.empty();
  private volatile Optional<StreamDesk> streams = Optional.empty();

  /// Opens and refuses streams; there is none in a process without links.
  public interface StreamDesk {
    /// The parent wants a stream opened from here.
    void dial(String id, String purpose, String target);

    /// A stream that this end asked for does not come.
    void failed(String id, Refusal refusal);
  }

  /// The loop to which inputs go; set once, before the first connection.
  public void connect(Loop to) {
    loop = Optional.of(to);
  }

  public void connect(StreamDesk desk) {
    streams = Optional.of(desk);
  }

  /// A connection is up: tells the loop, and answers its number.
  public long up(Input.Peer peer, Outlet outlet) throws InterruptedException {
    long number = numbers.incrementAndGet();
    lines.put(number, new Line(outlet, new Semaphore(MAX_WAITING)));
    give(new Input.LinkUp(number, peer));
    return number;
  }

  /// Waits while the loop is behind, and so does whoever sent the frame.
  public void received(long connection, Frame frame) throws InterruptedException {
    Line line = lines.get(connection);
    if (line != null) {
      line.room().acquire();
    }
    if (lines.containsKey(connection)) {
      give(new Input.Received(connection, frame));
    }
  }

  public void unreadable(long connection, Violation violation) throws InterruptedException {
    give(new Input.Unreadable(connection, violation));
  }

  public void down(long connection) throws InterruptedException {
    Line line = lines.remove(connection);
    if (line != null) {
      line.end();
      give(new Input.LinkDown(connection));
    }
  }

  public void give(Input input) throws InterruptedException {
    loop.orElseThrow(() -> new IllegalStateException("the loop is not there yet")).give(input);
  }

  @Override
  public void send(long connection, Frame frame, Lane lane) {
    Line line = lines.get(connection);
    if (line != null && !line.outlet().send(frame, lane)) {
      line.outlet().hangUp("it takes nothing and its box is full");
    }
  }

  @Override
  public void hangUp(long connection, String reason) {
    Line line = lines.remove(connection);
    if (line != null) {
      line.end();
      line.outlet().hangUp(reason);
    }
  }

  @Override
  public void handled(long connection) {
    Line line = lines.get(connection);
    if (line != null) {
      line.room().release();
    }
  }

  @Override
  public void dialStream(String id, String purpose, String target) {
    streams.ifPresent(desk -> desk.dial(id, purpose, target));
  }

  @Override
  public void streamFailed(String id, Refusal refusal) {
    streams.ifPresent(desk -> desk.failed(id, refusal));
  }
}
