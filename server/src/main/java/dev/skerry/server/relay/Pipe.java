package dev.skerry.server.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// One direction of one connection: a reader that stamps pieces with the time they are due, a
/// writer that waits for it. Bytes counted are those handed on. While the direction is cut nothing
/// is read, so the sender's socket fills, as on a dead line.
final class Pipe {
  /// What TCP sends at once on an Ethernet path; loss is drawn per piece of this size.
  static final int PIECE = 1_460;

  /// A repeated segment comes after at least this long (RFC 6298 §2.4 allows less than its own 1 s;
  /// Linux uses 200 ms).
  static final long MIN_STALL_MS = 200;

  /// Pieces under way at most: with the longest delay this is the bandwidth a line can carry, 6
  /// MiB.
  private static final int WINDOW = 4_096;

  private static final int POLL_MS = 20;

  private record Piece(ByteBuffer bytes, long dueNanos) {}

  private final SocketChannel from;
  private final SocketChannel to;
  private final boolean upward;
  private final Supplier<Weather> weather;
  private final AtomicLong passed;
  private final Random dice;
  private final ArrayBlockingQueue<Piece> line = new ArrayBlockingQueue<>(WINDOW);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean ended;

  /// @param dice its own, so that a seed repeats the losses of a connection
  Pipe(
      SocketChannel from,
      SocketChannel to,
      boolean upward,
      Supplier<Weather> weather,
      AtomicLong passed,
      Random dice) {
    this.from = from;
    this.to = to;
    this.upward = upward;
    this.weather = weather;
    this.passed = passed;
    this.dice = dice;
  }

  void start() {
    Thread.ofVirtual().start(this::read);
    Thread.ofVirtual().start(this::write);
  }

  private boolean open() {
    Weather now = weather.get();
    return upward ? now.up() : now.down();
  }

  private void read() {
    long due = System.nanoTime();
    try {
      while (true) {
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        int count = from.read(bytes);
        awaitOpen();
        if (count < 0) {
          break;
        }
        due = Math.max(due, System.nanoTime() + delayNanos());
        line.put(new Piece(bytes.flip(), due));
      }
    } catch (IOException _) {
      // The connection broke; the writer ends what is left.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    ended = true;
  }

  private long delayNanos() {
    Weather now = weather.get();
    long millis = now.rttMs() / 2;
    if (now.jitterMs() > 0) {
      millis += dice.nextInt(now.jitterMs() + 1);
    }
    while (now.lossPerMille() > 0 && dice.nextInt(1000) < now.lossPerMille()) {
      millis += Math.max(MIN_STALL_MS, now.rttMs());
      if (now.lossPerMille() == 1000) {
        break;
      }
    }
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private void write() {
    long free = System.nanoTime();
    try {
      while (true) {
        Piece piece = line.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (piece == null) {
          if (ended && line.isEmpty()) {
            awaitOpen();
            to.shutdownOutput();
            return;
          }
          continue;
        }
        int size = piece.bytes().remaining();
        free = Math.max(free, System.nanoTime()) + serialNanos(size);
        sleepUntil(Math.max(piece.dueNanos(), free));
        awaitOpen();
        // Before the write: whoever got the bytes finds them counted.
        passed.addAndGet(size);
        while (piece.bytes().hasRemaining()) {
          to.write(piece.bytes());
        }
      }
    } catch (IOException _) {
      closeQuietly(from);
      closeQuietly(to);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  /// Waits until nothing more goes this way.
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  private long serialNanos(int bytes) {
    int rate = weather.get().rateKbit();
    return rate == 0 ? 0 : bytes * 8L * 1_000_000L / rate;
  }

  private void awaitOpen() throws InterruptedException {
    while (!open() && from.isOpen()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
