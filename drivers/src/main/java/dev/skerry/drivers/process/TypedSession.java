package dev.skerry.drivers.process;

import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.session.LogSession;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The streams of a process that has an input: its log, and the pipe that its supervisor holds
/// open.
final class TypedSession implements ExecSession {
  /// Named pipes of a run.
  static final String INPUT = "stdin";

  static final String HANG_UP = "hangup";

  private final LogSession said;
  private final FileChannel pipe;
  private final Path hangUp;
  private final boolean once;

  private TypedSession(LogSession said, FileChannel pipe, Path hangUp, boolean once) {
    this.said = said;
    this.pipe = pipe;
    this.hangUp = hangUp;
    this.once = once;
  }

  static ExecSession of(Path run, RunRecord record, LogSession said)
      throws IOException, DriverFailure {
    if (record.stdin() == ContainerPlan.Stdin.NONE) {
      said.close();
      throw new DriverFailure("NoInput", record.id() + " was started without standard input");
    }
    boolean once = record.stdin() == ContainerPlan.Stdin.ONCE;
    return new TypedSession(said, open(run.resolve(INPUT)), run.resolve(HANG_UP), once);
  }

  /// Opened for both so that it does not wait for a reader (fifo(7)).
  private static FileChannel open(Path fifo) throws IOException {
    return FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public OutputStream stdin() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
        while (rest.hasRemaining()) {
          int _ = pipe.write(rest);
        }
      }

      @Override
      public void close() throws IOException {
        hangUp();
      }
    };
  }

  private void hangUp() throws IOException {
    if (!pipe.isOpen()) {
      return;
    }
    pipe.close();
    if (once) {
      try (FileChannel holder = open(hangUp)) {
        int _ = holder.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
    }
  }

  @Override
  public InputStream stdout() {
    return said.stdout();
  }

  @Override
  public InputStream stderr() {
    return said.stderr();
  }

  @Override
  public void resize(int columns, int rows) {}

  @Override
  public int exitCode() throws InterruptedException {
    return said.exitCode();
  }

  @Override
  public void close() {
    said.close();
    try {
      hangUp();
    } catch (IOException gone) {
      // The run was removed meanwhile, and its pipes with it.
      System.getLogger(TypedSession.class.getName())
          .log(System.Logger.Level.DEBUG, "InputNotEnded {0}", gone.getMessage());
    }
  }
}
