package dev.skerry.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `skerry core` as a process of its own, which can be killed.
final class CoreInAProcess implements AutoCloseable {
  private final Process process;

  private CoreInAProcess(Process process) {
    this.process = process;
  }

  static CoreInAProcess start(Path data) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-cp", path));
    command.addAll(List.of(Main.class.getName(), "core", "--data", data.toString()));
    return new CoreInAProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// What it said until it ended by itself.
  String said() throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  int code() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    Process _ = process.destroyForcibly().onExit().join();
  }
}
