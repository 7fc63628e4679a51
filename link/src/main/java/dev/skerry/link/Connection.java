package dev.skerry.link;

import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.FrameReader;
import dev.skerry.sync.frame.FrameWriter;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One connection as a carrier of frames, at either end. Sending never blocks: frames go to a
/// bounded box that a thread of the connection empties. Any thread.
public final class Connection {
  /// Saying goodbye and hearing the answer, with time for a slow link.
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String peer;
  private final LinkEvents events;
  private final Packing packing;
  private final Traffic traffic;
  private final Outbox outbox = new Outbox();
  private final FrameReader reader = new FrameReader();
  private boolean announced;
  private boolean ended;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Socket> socket = Optional.empty();

  Connection(String peer, LinkEvents events, Packing packing, Traffic traffic) {
    this.peer = peer;
    this.events = events;
    this.packing = packing;
    this.traffic = traffic;
  }

  /// The name the other end's certificate stands for; at the child's end the parent's address.
  public String peer() {
    return peer;
  }

  /// Queues a frame. False when the peer takes nothing and the box is full, or the connection is
  /// closed: then [#abort] it.
  public boolean send(Frame frame, Lane lane) {
    return outbox.offer(frame, lane);
  }

  /// Writes what control frames wait, then hangs up. Returns at once; when the peer takes nothing,
  /// the connection is cut after [#CLOSE_LIMIT].
  public void close() {
    outbox.close();
    Thread.ofVirtual().name("link-closer-" + peer).start(this::cutWhenLate);
  }

  private void cutWhenLate() {
    try {
      if (!over.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        abort();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Hangs up now.
  public void abort() {
    outbox.close();
    socket.ifPresent(Socket::abort);
    ended("this end cut the connection");
  }

  public synchronized boolean isOpen() {
    return announced && !ended;
  }

  void awaitEnd() throws InterruptedException {
    over.await();
  }

  Socket.Listener listener() {
    return new Socket.Listener() {
      @Override
      public void opened(Socket opened) {
        start(opened);
      }

      @Override
      public void message(byte[] message) {
        received(message);
      }

      @Override
      public void closed(String why) {
        outbox.close();
        ended(why);
      }
    };
  }

  private void start(Socket opened) {
    if (!announce(opened)) {
      opened.abort();
      return;
    }
    events.connected(this);
    Thread.ofVirtual().name("link-writer-" + peer).start(() -> write(opened));
    opened.demand();
  }

  /// False when this end gave up before the other answered.
  private synchronized boolean announce(Socket opened) {
    socket = Optional.of(opened);
    announced = !ended;
    return announced;
  }

  private void received(byte[] message) {
    if (!isOpen()) {
      return;
    }
    traffic.received(message.length);
    try {
      Optional<Frame> frame = reader.read(packing.unpack(message));
      frame.ifPresent(each -> events.frame(this, each));
    } catch (Violation violation) {
      events.unreadable(this, violation);
    }
    socket.ifPresent(Socket::demand);
  }

  private void write(Socket to) {
    try {
      for (Optional<Frame> next = outbox.take(); next.isPresent(); next = outbox.take()) {
        write(to, next.get());
      }
      to.close("done");
      ended("this end hung up");
    } catch (IOException broken) {
      outbox.close();
      to.abort();
      ended("sending failed: " + broken.getMessage());
    } catch (InterruptedException stopped) {
      to.abort();
      ended("the process stops");
      Thread.currentThread().interrupt();
    }
  }

  /// Lets control frames pass between the pieces of a large one.
  private void write(Socket to, Frame frame) throws IOException {
    List<byte[]> texts = FrameWriter.write(frame);
    writeText(to, texts.getFirst());
    for (byte[] piece : texts.subList(1, texts.size())) {
      Optional<Frame> urgent = outbox.takeUrgent();
      while (urgent.isPresent()) {
        writeText(to, FrameWriter.write(urgent.get()).getFirst());
        urgent = outbox.takeUrgent();
      }
      writeText(to, piece);
    }
  }

  private void writeText(Socket to, byte[] text) throws IOException {
    byte[] message = packing.pack(text);
    to.send(message);
    traffic.sent(message.length);
  }

  private void ended(String why) {
    if (end()) {
      events.closed(this, why);
    }
    over.countDown();
  }

  /// True for the first end of a connection that was announced.
  private synchronized boolean end() {
    boolean first = !ended && announced;
    ended = true;
    return first;
  }

  @Override
  public String toString() {
    return "connection with " + peer;
  }
}
