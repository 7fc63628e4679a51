package dev.skerry.api.plane;

import dev.skerry.api.status.Refused;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The way into containers, wherever in this site they run. Calls block; any thread.
public interface Streams {
  /// One container of one pod.
  ///
  /// @param node that runs it; empty while it runs nowhere
  record Target(ObjectKey pod, Uid uid, String node, String container) {}

  /// @param previous the log of the run before the last restart
  record LogOptions(
      boolean follow,
      boolean previous,
      OptionalLong tailLines,
      Optional<Instant> since,
      boolean timestamps,
      OptionalLong limitBytes) {}

  /// Lines as `kubectl logs` shows them. Ends when the log does, or with the container when
  /// following.
  InputStream log(Target target, LogOptions options) throws Refused, IOException;

  /// Runs a command beside the container's own. The process ends with the session.
  Session exec(Target target, Command command) throws Refused, IOException;

  /// Joins the container's own streams, from now on. Leaving the session leaves the container; its
  /// exit code is 0 when the container ended.
  ///
  /// @param input whether anything will be typed
  Session attach(Target target, boolean input) throws Refused, IOException;

  /// Connects to a TCP port of a pod, from inside of it.
  ///
  /// @param target whose container is not looked at
  Line dial(Target target, int port) throws Refused, IOException;

  /// A connection to a port. Reading and writing block; closing the output tells the pod that no
  /// more comes.
  interface Line extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /// Cuts both directions; may be called twice.
    @Override
    void close();
  }

  /// @param input whether anything will come on standard input
  /// @param tty with a terminal, where standard error is part of standard output
  record Command(List<String> words, boolean input, boolean tty) {
    public Command {
      words = List.copyOf(words);
    }
  }

  /// A command that runs, or streams that were joined. Reading and writing block.
  interface Session extends AutoCloseable {
    OutputStream input();

    InputStream output();

    /// At its end from the start when there is a terminal.
    InputStream error();

    void resize(int columns, int rows) throws IOException;

    /// Waits for the end of the command; empty when it did not end by itself.
    OptionalInt exitCode() throws IOException, InterruptedException;

    /// Ends the command if it still runs, leaves joined streams; may be called twice.
    @Override
    void close();
  }
}
