package dev.skerry.drivers.session;

import dev.skerry.drivers.command.Command;
import dev.skerry.node.driver.ExecSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Starts sessions.
public final class Sessions {
  /// Opens the terminal as standard streams of what follows; the values are arguments.
  private static final String ON_TERMINAL = "exec \"$@\" <\"$0\" >\"$0\" 2>&1";

  private Sessions() {}

  /// A command to start.
  ///
  /// @param environment the whole of it
  /// @param kill given the pid of the command, ends what killing that process alone would leave
  public record Start(
      List<String> argv, Map<String, String> environment, Path directory, LongConsumer kill) {}

  /// @param stdin false gives the command an empty input
  public static ExecSession piped(Start start, boolean stdin) throws IOException {
    ProcessBuilder builder = builder(start, start.argv());
    if (!stdin) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    Process process = builder.start();
    OutputStream input = stdin ? process.getOutputStream() : OutputStream.nullOutputStream();
    return new PipeSession(process, input, () -> start.kill().accept(process.pid()));
  }

  /// On a terminal that is the command's controlling one.
  public static ExecSession terminal(Start start) throws IOException {
    String shell = program("sh");
    String setsid = program("setsid");
    Pty pty = Pty.open();
    try {
      var argv = new ArrayList<>(List.of(shell, "-c", ON_TERMINAL, pty.terminal(), setsid, "-c"));
      argv.addAll(start.argv());
      // The shell opens the terminal, not we: a session leader would get it as its own.
      Process process = builder(start, argv).start();
      return new TerminalSession(process, pty, () -> start.kill().accept(process.pid()));
    } catch (IOException failed) {
      pty.close();
      throw failed;
    }
  }

  private static String program(String name) throws IOException {
    return Command.find(name)
        .orElseThrow(() -> new IOException("this machine has no program '" + name + "'"))
        .toString();
  }

  private static ProcessBuilder builder(Start start, List<String> argv) {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().putAll(start.environment());
    return builder.directory(start.directory().toFile());
  }
}
