package dev.skerry.drivers.session;

import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A command on three pipes.
final class PipeSession implements ExecSession {
  private final Process process;
  private final OutputStream stdin;
  private final Runnable kill;

  PipeSession(Process process, OutputStream stdin, Runnable kill) {
    this.process = process;
    this.stdin = stdin;
    this.kill = kill;
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  /// Pipes have no size.
  @Override
  public void resize(int columns, int rows) {}

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
    close(process.getOutputStream());
    close(process.getInputStream());
    close(process.getErrorStream());
  }

  private static void close(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception broken) {
      // The other end is gone; that is what closing wants.
      if (!(broken instanceof IOException)) {
        throw new IllegalStateException(broken);
      }
    }
  }
}
