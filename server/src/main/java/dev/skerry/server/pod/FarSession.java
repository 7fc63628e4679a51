package dev.skerry.server.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.link.ByteStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/// A command at another node. Its outputs are taken apart on a thread of its own; when one is not
/// read, the other waits too, as the node does.
final class FarSession implements Streams.Session {
  private final ByteStream stream;
  private final Pipe output = new Pipe();
  private final Pipe errors = new Pipe();
  private final OutputStream input = new Input();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile OptionalInt code = OptionalInt.empty();

  FarSession(ByteStream stream) {
    this.stream = stream;
    Thread.ofVirtual().name("exec-apart").start(this::takeApart);
  }

  private void takeApart() {
    try (var in = new DataInputStream(stream.input())) {
      for (var piece = Piece.read(in); piece.isPresent(); piece = Piece.read(in)) {
        take(piece.get());
      }
    } catch (IOException gone) {
      // Without an exit code the caller is told that the command did not end by itself.
      stream.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      output.end();
      errors.end();
      over.countDown();
    }
  }

  private void take(Piece piece) throws IOException, InterruptedException {
    switch (piece.kind()) {
      case OUTPUT -> output.put(piece.bytes());
      case ERROR -> errors.put(piece.bytes());
      case EXIT -> code = OptionalInt.of(piece.number(0));
      case INPUT, INPUT_END, SIZE -> throw new IOException("a piece of " + piece.kind());
    }
  }

  @Override
  public OutputStream input() {
    return input;
  }

  @Override
  public InputStream output() {
    return output;
  }

  @Override
  public InputStream error() {
    return errors;
  }

  @Override
  public void resize(int columns, int rows) throws IOException {
    Piece.size(columns, rows).write(stream.output());
  }

  @Override
  public OptionalInt exitCode() throws InterruptedException {
    over.await();
    return code;
  }

  @Override
  public void close() {
    output.end();
    errors.end();
    stream.close();
  }

  private final class Input extends OutputStream {
    private boolean closed;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      for (int at = offset; at < offset + length; at += Piece.MAX_BYTES) {
        int end = Math.min(at + Piece.MAX_BYTES, offset + length);
        new Piece(Piece.Kind.INPUT, Arrays.copyOfRange(from, at, end)).write(stream.output());
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        new Piece(Piece.Kind.INPUT_END, new byte[0]).write(stream.output());
      }
    }
  }
}
