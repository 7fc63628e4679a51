package dev.skerry.drivers.session;

import dev.skerry.drivers.pod.LogLines;
import dev.skerry.node.driver.ExecSession;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a run says from now on, taken from its log: a reader that is behind holds up itself and
/// nobody else. One virtual thread until the run's end or [#close].
public final class LogSession implements ExecSession {
  private static final System.Logger LOG = System.getLogger(LogSession.class.getName());

  /// How often the log is looked at.
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final int PIPE_BYTES = 64 * 1024;

  /// Whether the run may still write.
  public interface Life {
    boolean goesOn() throws IOException;
  }

  private final LogLines lines;
  private final Life life;
  private final PipedOutputStream output = new PipedOutputStream();
  private final PipedOutputStream errors = new PipedOutputStream();
  private final InputStream outputRead = new PipedInputStream(output, PIPE_BYTES);
  private final InputStream errorsRead = new PipedInputStream(errors, PIPE_BYTES);
  private final CountDownLatch over = new CountDownLatch(1);

  public LogSession(Path log, Life life) throws IOException {
    this.lines = LogLines.fromNow(log);
    this.life = life;
    Thread.ofVirtual().name("attached-log").start(this::follow);
  }

  private void follow() {
    try (lines) {
      // What was written before the end was seen is still read.
      for (boolean last = false; !last; ) {
        last = over.getCount() == 0 || !life.goesOn();
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          pass(line.get());
        }
        boolean _ = !last && over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "AttachedLogEnds {0}", gone.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
      closeAll(output, errors);
    }
  }

  private static void closeAll(Closeable... pipes) {
    for (Closeable each : pipes) {
      try {
        each.close();
      } catch (IOException broken) {
        throw new IllegalStateException("a pipe does not close", broken);
      }
    }
  }

  /// `<time> <stream> F <text>`; a `P` in that place says that the line goes on.
  private void pass(String line) throws IOException {
    String[] fields = line.split(" ", 4);
    if (fields.length < 3) {
      return;
    }
    String text = (fields.length < 4 ? "" : fields[3]) + (fields[2].equals("P") ? "" : "\n");
    OutputStream to = fields[1].equals("stderr") ? errors : output;
    to.write(text.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
  }

  /// Nobody listens at the other end.
  @Override
  public OutputStream stdin() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream stdout() {
    return outputRead;
  }

  @Override
  public InputStream stderr() {
    return errorsRead;
  }

  @Override
  public void resize(int columns, int rows) {}

  @Override
  public int exitCode() throws InterruptedException {
    over.await();
    return 0;
  }

  @Override
  public void close() {
    over.countDown();
    closeAll(outputRead, errorsRead);
  }
}
