package dev.skerry.api;

import dev.skerry.api.plane.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Containers whose log says how it was asked for, and whose commands run on this machine.
final class TestStreams implements Streams {
  @Override
  public InputStream log(Target target, LogOptions options) {
    String text = target.container() + " tail=" + options.tailLines().orElse(-1) + "\n";
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Session exec(Target target, Command command) throws IOException {
    return new Local(new ProcessBuilder(command.words()).start());
  }

  /// What is typed comes back.
  @Override
  public Session attach(Target target, boolean input) throws IOException {
    return new Local(new ProcessBuilder("cat").start());
  }

  private record Local(Process process) implements Session {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public InputStream error() {
      return process.getErrorStream();
    }

    @Override
    public void resize(int columns, int rows) {}

    @Override
    public OptionalInt exitCode() throws InterruptedException {
      return OptionalInt.of(process.waitFor());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
