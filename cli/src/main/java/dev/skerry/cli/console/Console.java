package dev.skerry.cli.console;

import dev.skerry.server.lab.Workplace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a command speaks and what surrounds it.
///
/// @param out answers only
/// @param err progress and errors
/// @param environment of the process
public record Console(PrintWriter out, PrintWriter err, Map<String, String> environment) {
  public void answer(String line) {
    out.println(line);
    out.flush();
  }

  /// A step that takes a while, or something to know.
  public void progress(String line) {
    err.println(line);
    err.flush();
  }

  /// Text that stays on its line, for [#watched] ones only.
  public void draw(String text) {
    err.print(text);
    err.flush();
  }

  /// Whether a person sees progress as it comes: this process says errors to a terminal.
  public static boolean watched() {
    try {
      String end = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return end.startsWith("/dev/pts/")
          || end.startsWith("/dev/tty")
          || end.equals("/dev/console");
    } catch (IOException unknown) {
      return false;
    }
  }

  /// Where Skerry keeps labs and images of this user.
  public Path home() {
    String chosen = environment.getOrDefault("SKERRY_HOME", "");
    Path home = chosen.isEmpty() ? userHome().resolve(".local/share/skerry") : Path.of(chosen);
    return home.toAbsolutePath().normalize();
  }

  private Path userHome() {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
  }

  /// Where this user keeps labs.
  public Workplace workplace() {
    return new Workplace(home(), root(), this::progress);
  }

  /// The directory that holds `examples`: the source tree or the unpacked distribution.
  public Path root() {
    return Path.of(System.getProperty("skerry.root", "")).toAbsolutePath();
  }
}
