package dev.skerry.cli.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// One shell that a reader types into, from the first page to the last. What a page starts for good
/// runs in the background until the shell is closed.
final class Shell implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration STARTS = Duration.ofSeconds(60);

  private final Path scratch;
  private final Process bash;
  private final Writer in;
  private final BufferedReader out;
  private final List<ProcessHandle> background = new ArrayList<>();

  record Answer(int code, String out, String err) {}

  /// @param program a shell, or what becomes one
  /// @param scratch for what commands say
  Shell(List<String> program, Path directory, Path scratch, Map<String, String> environment)
      throws IOException {
    this.scratch = Files.createDirectories(scratch);
    var builder = new ProcessBuilder(program).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().remove("KUBECONFIG");
    builder.redirectErrorStream(true);
    bash = builder.start();
    in = new OutputStreamWriter(bash.getOutputStream(), StandardCharsets.UTF_8);
    out = bash.inputReader(StandardCharsets.UTF_8);
  }

  /// Blocks until the command ended.
  Answer type(String command) throws Exception {
    String said = ask("{ " + command + "\n}", "; echo $?");
    return new Answer(
        Integer.parseInt(said), read(scratch.resolve("out")), read(scratch.resolve("err")));
  }

  /// Returns when the process says that it serves.
  void start(String command) throws Exception {
    String pid = ask("exec setsid " + command, " & echo $!");
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    background.add(process);
    long end = System.nanoTime() + STARTS.toNanos();
    while (!read(scratch.resolve("err")).contains("serves")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(command + " does not serve: " + read(scratch.resolve("err")));
      }
      boolean _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }
  }

  private String ask(String command, String then) throws Exception {
    in.write(
        command
            + " >'"
            + scratch.resolve("out")
            + "' 2>'"
            + scratch.resolve("err")
            + "' </dev/null"
            + then
            + "\n");
    in.flush();
    var line = new FutureTask<>(out::readLine);
    Thread.ofVirtual().start(line);
    return String.valueOf(line.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /// Ends what runs in the background, as a person does with Ctrl-C, and waits for it.
  @Override
  public void close() throws IOException {
    for (ProcessHandle each : background.reversed()) {
      boolean _ = each.destroy();
      ProcessHandle _ = each.onExit().orTimeout(STARTS.toSeconds(), TimeUnit.SECONDS).join();
    }
    in.close();
    Process _ = bash.onExit().orTimeout(STARTS.toSeconds(), TimeUnit.SECONDS).join();
  }
}
