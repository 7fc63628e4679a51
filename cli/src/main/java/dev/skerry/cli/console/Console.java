package dev.skerry.cli.console;

import dev.skerry.server.lab.Workplace;
import java.io.PrintWriter;
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
