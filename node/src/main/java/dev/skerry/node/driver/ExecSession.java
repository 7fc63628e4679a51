package dev.skerry.node.driver;

import java.io.InputStream;
import java.io.OutputStream;

/// A running exec, or what [PodDriver#attach] gives. Streams block. Closing ends the command
/// (SIGKILL) of an exec if it still runs.
public interface ExecSession extends AutoCloseable {
  OutputStream stdin();

  InputStream stdout();

  /// Empty when a terminal was asked for.
  InputStream stderr();

  void resize(int columns, int rows);

  /// Waits for the end; 128 + signal when a signal ended it.
  int exitCode() throws InterruptedException;

  @Override
  void close();
}
