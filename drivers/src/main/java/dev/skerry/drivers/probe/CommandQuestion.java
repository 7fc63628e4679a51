package dev.skerry.drivers.probe;

import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.probe.Prober.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for a command in a container, bounded in time and in what it may say.
final class CommandQuestion {
  /// What is kept of the command's output, bytes; the rest is read and dropped.
  private static final int MAX_OUTPUT = 1024;

  private final ExecSession session;
  private final Duration timeout;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean late;

  CommandQuestion(ExecSession session, Duration timeout) {
    this.session = session;
    this.timeout = timeout;
  }

  Answer ask() throws IOException, InterruptedException {
    Thread watch = Thread.ofVirtual().name("probe-watch").start(this::watch);
    var errors = new Said(session.stderr());
    Thread drain = Thread.ofVirtual().name("probe-stderr").start(errors);
    try {
      var output = new Said(session.stdout());
      output.run();
      drain.join();
      int code = session.exitCode();
      if (late) {
        return new Answer(false, "command timed out after " + timeout.toMillis() + " ms");
      }
      return new Answer(code == 0, (output.text() + errors.text()).strip());
    } finally {
      ended.countDown();
      watch.join();
    }
  }

  private void watch() {
    try {
      if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        late = true;
        session.close();
      }
    } catch (InterruptedException stopped) {
      session.close();
      Thread.currentThread().interrupt();
    }
  }

  /// The beginning of a stream, which is read to its end.
  private static final class Said implements Runnable {
    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Said(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      byte[] chunk = new byte[MAX_OUTPUT];
      try {
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          kept.write(chunk, 0, Math.min(count, MAX_OUTPUT - kept.size()));
        }
      } catch (IOException closed) {
        // The command was ended; what it said until then counts.
        return;
      }
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
