package dev.skerry.drivers.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One program to run to its end. Output goes to files, not pipes: what the program leaves running
/// may keep them open without holding us up.
public final class Command {
  /// Longest time any of our short commands may take; a loaded machine needs seconds, never this.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Output kept for messages and parsing, bytes.
  private static final int MAX_OUTPUT = 1024 * 1024;

  private final ProcessBuilder builder;
  private final List<String> argv;
  private String input = "";

  /// @param exit as waitpid tells it, 128 + signal when a signal ended it
  public record Result(int exit, String out, String err) {
    public boolean worked() {
      return exit == 0;
    }
  }

  private Command(List<String> argv) {
    this.argv = List.copyOf(argv);
    this.builder = new ProcessBuilder(this.argv);
  }

  public static Command of(String... argv) {
    return new Command(List.of(argv));
  }

  public static Command of(List<String> argv) {
    return new Command(argv);
  }

  /// The first match on this process's PATH or in the usual places of system programs.
  public static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin:/sbin:/bin";
    for (String directory : path.split(":", -1)) {
      if (directory.startsWith("/")) {
        Path candidate = Path.of(directory, program);
        if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  public Command in(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  public Command input(String text) {
    input = text;
    return this;
  }

  public Command environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  public Command onlyEnvironment(Map<String, String> variables) {
    builder.environment().clear();
    builder.environment().putAll(variables);
    return this;
  }

  /// @throws IOException when it cannot be started or takes longer than a minute (it is then
  ///   killed)
  public Result run() throws IOException {
    Path out = Files.createTempFile("skerry-out", "");
    Path err = Files.createTempFile("skerry-err", "");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // A program may end without reading its input; its exit code tells.
      }
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(argv.getFirst() + " did not end within " + LIMIT.toSeconds() + " s");
      }
      return new Result(process.exitValue(), text(out), text(err));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted in " + argv.getFirst()).initCause(interrupted);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /// As [#run], but a non-zero exit is an exception that carries what the program said.
  public Result must() throws IOException {
    Result result = run();
    if (!result.worked()) {
      String said = result.err().isBlank() ? result.out() : result.err();
      throw new IOException(
          String.join(" ", argv) + " ended with " + result.exit() + ": " + said.strip());
    }
    return result;
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
    }
  }
}
