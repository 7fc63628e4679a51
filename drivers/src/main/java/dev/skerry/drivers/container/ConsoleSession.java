package dev.skerry.drivers.container;

import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.session.PacketSocket;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/// The streams of a run that has an input, through conmon's socket: each message from there begins
/// with the stream it is of. conmon writes to all sockets before it reads on, so whoever types and
/// does not read holds the container up, as a terminal does.
///
/// Source: conmon's src/conn_sock.c and src/ctrl.c.
final class ConsoleSession implements ExecSession {
  private static final String SOCKET = "attach";
  private static final byte ERRORS = 3;
  private static final byte END_OF_INPUT = 4;

  /// conmon reads 8 KiB of the container at a time, and one byte says of which stream; it takes up
  /// to 32 KiB at a time.
  private static final int MESSAGE_BYTES = 8 * 1024 + 1;

  private final PacketSocket socket;
  private final Path control;
  private final boolean tty;
  private final boolean once;
  private final Pipe output;
  private final Pipe errors;
  private final InputStream outputRead;
  private final InputStream errorsRead;
  private final CountDownLatch over = new CountDownLatch(1);

  private ConsoleSession(PacketSocket socket, Path control, RunRecord record) throws IOException {
    this.socket = socket;
    this.control = control;
    this.tty = record.process().isTrue("terminal");
    this.once = record.stdin() == ContainerPlan.Stdin.ONCE;
    this.output = Pipe.open();
    this.errors = Pipe.open();
    this.outputRead = Channels.newInputStream(output.source());
    this.errorsRead = Channels.newInputStream(errors.source());
    Thread.ofPlatform().daemon().name("attached").start(this::pump);
  }

  static ExecSession of(ContainerRun run, RunRecord record) throws IOException, DriverFailure {
    if (record.stdin() == ContainerPlan.Stdin.NONE) {
      throw new DriverFailure("NoInput", record.id() + " was started without standard input");
    }
    return new ConsoleSession(
        PacketSocket.connect(run.sockets(), SOCKET), run.bundle().resolve("ctl"), record);
  }

  private void pump() {
    byte[] message = new byte[MESSAGE_BYTES];
    try (socket;
        var out = output.sink();
        var err = errors.sink()) {
      for (int n = socket.receive(message); n >= 0; n = socket.receive(message)) {
        ByteBuffer bytes = ByteBuffer.wrap(message, 1, n - 1);
        Pipe.SinkChannel to = message[0] == ERRORS ? err : out;
        while (bytes.hasRemaining()) {
          int _ = to.write(bytes);
        }
      }
    } catch (IOException readerGone) {
      System.getLogger(ConsoleSession.class.getName())
          .log(System.Logger.Level.DEBUG, "AttachedEnds {0}", readerGone.getMessage());
    } finally {
      over.countDown();
    }
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
        for (int done = 0; done < length; done += MESSAGE_BYTES) {
          socket.send(bytes, from + done, Math.min(MESSAGE_BYTES, length - done));
        }
      }

      // A terminal's end of input is the character that says so.
      @Override
      public void close() throws IOException {
        if (once && tty) {
          socket.send(new byte[] {END_OF_INPUT}, 0, 1);
        } else if (once) {
          socket.endOutput();
        }
      }
    };
  }

  @Override
  public InputStream stdout() {
    return outputRead;
  }

  @Override
  public InputStream stderr() {
    return errorsRead;
  }

  /// conmon's control pipe takes `<type> <rows> <columns>`; type 1 is the size of the terminal.
  @Override
  public void resize(int columns, int rows) {
    if (!tty) {
      return;
    }
    byte[] order = ("1 " + rows + " " + columns + "\n").getBytes(StandardCharsets.US_ASCII);
    try (var pipe = FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int _ = pipe.write(ByteBuffer.wrap(order));
    } catch (IOException gone) {
      System.getLogger(ConsoleSession.class.getName())
          .log(System.Logger.Level.DEBUG, "NotResized {0}", gone.getMessage());
    }
  }

  @Override
  public int exitCode() throws InterruptedException {
    over.await();
    return 0;
  }

  /// A reader gone makes the pump's next write fail, and it ends.
  @Override
  public void close() {
    socket.shutdown();
    try {
      output.source().close();
      errors.source().close();
    } catch (IOException broken) {
      throw new IllegalStateException("a pipe does not close", broken);
    }
  }
}
