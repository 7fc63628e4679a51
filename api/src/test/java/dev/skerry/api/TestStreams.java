package dev.skerry.api;

import dev.skerry.api.plane.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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

  /// The port of this machine.
  @Override
  public Line dial(Target target, int port) throws IOException {
    return new Wire(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  private record Wire(Socket socket) implements Line {
    @Override
    public InputStream input() {
      return stream(Socket::getInputStream);
    }

    @Override
    public OutputStream output() {
      return stream(Socket::getOutputStream);
    }

    private interface End<T> {
      T of(Socket socket) throws IOException;
    }

    private <T> T stream(End<T> end) {
      try {
        return end.of(socket);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
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
