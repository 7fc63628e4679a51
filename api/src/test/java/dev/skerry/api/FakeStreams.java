package dev.skerry.api;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// Containers whose logs and commands the test plays. A command's session may not be used after it
/// was closed.
final class FakeStreams implements Streams {
  final BlockingQueue<LogOptions> askedLogs = new LinkedBlockingQueue<>();
  final BlockingQueue<FakeSession> begun = new LinkedBlockingQueue<>();
  final PipedOutputStream logWriter = new PipedOutputStream();
  final CountDownLatch logClosed = new CountDownLatch(1);
  private final InputStream logReader;

  FakeStreams() {
    try {
      logReader =
          new PipedInputStream(logWriter) {
            @Override
            public void close() throws IOException {
              logClosed.countDown();
              super.close();
            }
          };
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public InputStream log(Target target, LogOptions options) {
    askedLogs.add(options);
    return logReader;
  }

  @Override
  public Session exec(Target target, Command command) throws Refused, IOException {
    if (command.words().getFirst().equals("missing")) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "missing: not found");
    }
    var session = new FakeSession(target, command);
    begun.add(session);
    return session;
  }

  @Override
  public Session attach(Target target, boolean input) throws IOException {
    var session = new FakeSession(target, new Command(List.of(), input, false));
    begun.add(session);
    return session;
  }

  @Override
  public Line dial(Target target, int port) throws IOException {
    throw new IOException("nothing listens at port " + port);
  }

  /// One command.
  static final class FakeSession implements Session {
    final Target target;
    final Command command;
    final PipedOutputStream out = new PipedOutputStream();
    final PipedOutputStream err = new PipedOutputStream();
    final CountDownLatch inputClosed = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    final BlockingQueue<List<Integer>> sizes = new LinkedBlockingQueue<>();
    final BlockingQueue<String> typed = new LinkedBlockingQueue<>();
    private final BlockingQueue<OptionalInt> exit = new LinkedBlockingQueue<>();
    private final InputStream output = new PipedInputStream(out);
    private final OutputStream input = new Input();
    private final InputStream error = new PipedInputStream(err);

    private final class Input extends ByteArrayOutputStream {
      @Override
      public void flush() {
        typed.add(toString(StandardCharsets.UTF_8));
        reset();
      }

      @Override
      public void close() {
        inputClosed.countDown();
      }
    }

    FakeSession(Target target, Command command) throws IOException {
      this.target = target;
      this.command = command;
    }

    void exits(int code) throws IOException {
      out.close();
      err.close();
      exit.add(OptionalInt.of(code));
    }

    @Override
    public OutputStream input() {
      return input;
    }

    @Override
    public InputStream output() {
      return output;
    }

    @Override
    public InputStream error() {
      return error;
    }

    @Override
    public void resize(int columns, int rows) {
      sizes.add(List.of(columns, rows));
    }

    @Override
    public OptionalInt exitCode() throws InterruptedException {
      return exit.take();
    }

    @Override
    public void close() {
      closed.countDown();
      try {
        out.close();
        err.close();
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
      exit.add(OptionalInt.empty());
    }
  }
}
