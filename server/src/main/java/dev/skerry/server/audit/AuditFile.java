package dev.skerry.server.audit;

import dev.skerry.api.audit.AuditSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps lines in files, on a thread of its own. A request waits at most [#PATIENCE] for room in
/// memory; a line that finds none, or that the disk does not take, is lost, and the process's log
/// says so. Lines still in memory are lost with the machine: requests do not wait for the disk.
public final class AuditFile implements AuditSink, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AuditFile.class.getName());

  /// Of lines that wait for the disk.
  static final int HELD_BYTES = 16 * 1024 * 1024;

  /// Written at once.
  private static final int BATCH_BYTES = 1024 * 1024;

  static final Duration PATIENCE = Duration.ofMillis(100);

  /// Between two sayings that lines are lost while it goes on.
  private static final Duration SAID = Duration.ofMinutes(1);

  private final RotatedFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final Thread writer;
  private long held;
  private long lost;
  private boolean writing;
  private boolean over;

  private AuditFile(RotatedFile file) {
    this.file = file;
    this.writer = Thread.ofVirtual().name("audit").unstarted(this::run);
  }

  /// @throws IOException when the file cannot be opened: a control plane that is asked to tell and
  ///   cannot does not start
  static AuditFile open(RotatedFile file) throws IOException {
    file.open();
    var opened = new AuditFile(file);
    opened.writer.start();
    return opened;
  }

  @Override
  public void write(byte[] line) {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (held + line.length > HELD_BYTES && left > 0) {
        left = room.awaitNanos(left);
      }
      if (over || held + line.length > HELD_BYTES) {
        lost++;
        return;
      }
      waiting.add(line);
      held += line.length;
      more.signal();
    } catch (InterruptedException _) {
      lost++;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long said = System.nanoTime() - SAID.toNanos();
    boolean failing = false;
    try {
      for (Batch batch = next(); batch.lines() > 0; batch = next()) {
        failing = write(batch, failing);
        if (!failing && System.nanoTime() - said >= SAID.toNanos()) {
          said = saidLost(said);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lines with their ends.
  @SuppressWarnings("ArrayRecordComponent")
  private record Batch(int lines, byte[] bytes) {}

  /// Empty at the end.
  private Batch next() throws InterruptedException {
    lock.lock();
    try {
      writing = false;
      while (waiting.isEmpty() && !over) {
        more.await();
      }
      writing = true;
      var bytes = new ByteArrayOutputStream();
      int lines = 0;
      while (!waiting.isEmpty() && bytes.size() < BATCH_BYTES) {
        byte[] line = waiting.remove();
        held -= line.length;
        bytes.writeBytes(line);
        bytes.write('\n');
        lines++;
      }
      room.signalAll();
      return new Batch(lines, bytes.toByteArray());
    } finally {
      lock.unlock();
    }
  }

  /// Whether it failed. Said once, until it is written again.
  private boolean write(Batch batch, boolean failing) {
    try {
      file.append(batch.bytes());
      if (failing) {
        LOG.log(System.Logger.Level.INFO, "AuditWrittenAgain {0}", file);
      }
      return false;
    } catch (IOException full) {
      if (!failing) {
        LOG.log(
            System.Logger.Level.ERROR,
            "AuditNotWritten {0}: {1}; requests go on, and their lines are lost until it can be"
                + " written",
            file,
            full.getMessage());
      }
      lock.lock();
      try {
        lost += batch.lines();
      } finally {
        lock.unlock();
      }
      return true;
    }
  }

  /// When it was said last.
  private long saidLost(long before) {
    long count;
    lock.lock();
    try {
      count = lost;
      lost = 0;
    } finally {
      lock.unlock();
    }
    if (count == 0) {
      return before;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "AuditLinesLost {0}: {1} lines since this was said last; the disk did not take them in"
            + " time",
        file,
        count);
    return System.nanoTime();
  }

  /// Whether nothing waits for the disk.
  boolean isIdle() {
    lock.lock();
    try {
      return waiting.isEmpty() && !writing;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what waits.
  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      boolean _ = writer.join(Duration.ofSeconds(5));
      file.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      LOG.log(System.Logger.Level.WARNING, "NotClosed {0}: {1}", file, broken.getMessage());
    }
  }
}
