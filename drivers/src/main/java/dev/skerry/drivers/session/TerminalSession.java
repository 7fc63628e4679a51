package dev.skerry.drivers.session;

import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/// A command on a pseudo-terminal. One platform thread carries its output, since a blocking call
/// into the C library would pin a virtual thread's carrier.
final class TerminalSession implements ExecSession {
  private static final int CHUNK = 8_192;

  private final Process process;
  private final Pty pty;
  private final Runnable kill;
  private final Pipe pipe;
  private final InputStream output;
  private final OutputStream input;
  private final Thread pump;

  TerminalSession(Process process, Pty pty, Runnable kill) throws IOException {
    this.process = process;
    this.pty = pty;
    this.kill = kill;
    this.pipe = Pipe.open();
    this.output = Channels.newInputStream(pipe.source());
    this.input = new Input();
    this.pump = Thread.ofPlatform().daemon().name("terminal").start(this::pump);
  }

  @Override
  public OutputStream stdin() {
    return input;
  }

  @Override
  public InputStream stdout() {
    return output;
  }

  @Override
  public InputStream stderr() {
    return InputStream.nullInputStream();
  }

  @Override
  public void resize(int columns, int rows) {
    pty.resize(columns, rows);
  }

  @Override
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill.run();
      process.destroyForcibly();
    }
    try {
      // A reader gone makes the pump's next write fail, and it ends.
      pipe.source().close();
      for (var stream :
          new AutoCloseable[] {
            process.getInputStream(), process.getErrorStream(), process.getOutputStream()
          }) {
        stream.close();
      }
    } catch (Exception broken) {
      // The other end is gone; that is what closing wants.
      if (!(broken instanceof IOException)) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private void pump() {
    byte[] chunk = new byte[CHUNK];
    try (var sink = pipe.sink()) {
      for (int n = pty.read(chunk); n > 0; n = pty.read(chunk)) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
        while (bytes.hasRemaining()) {
          sink.write(bytes);
        }
      }
    } catch (IOException readerGone) {
      // Nobody wants the rest.
    } finally {
      pty.close();
    }
  }

  private final class Input extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      pty.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      pty.write(bytes, from, length);
    }

    /// A terminal's end of input is the character that says so.
    @Override
    public void close() throws IOException {
      if (pump.isAlive()) {
        pty.write(new byte[] {4}, 0, 1);
      }
    }
  }
}
