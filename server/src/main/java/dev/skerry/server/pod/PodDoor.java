package dev.skerry.server.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.link.ByteStream;
import dev.skerry.link.ChildStreams;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The node's end: serves the logs and streams of its pods and commands in them to its control
/// plane.
public final class PodDoor implements ChildStreams.Handler {
  private static final System.Logger LOG = System.getLogger(PodDoor.class.getName());

  private static final List<String> PURPOSES =
      List.of(PodCall.LOGS, PodCall.EXEC, PodCall.ATTACH, PodCall.PORT);

  private final Streams streams;

  /// @param streams of the pods of this node
  public PodDoor(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Optional<String> objection(String purpose, String target) {
    return PURPOSES.contains(purpose)
        ? Optional.empty()
        : Optional.of("a node serves logs, exec, attach and port, not " + purpose);
  }

  @Override
  public void serve(String purpose, String target, ByteStream stream) throws IOException {
    try {
      switch (PodCall.read(purpose, stream.input())) {
        case PodCall.Log log -> log(log, stream);
        case PodCall.Port port -> line(streams.dial(port.target(), port.port()), stream);
        case PodCall.Exec exec -> session(streams.exec(exec.target(), exec.command()), stream);
        case PodCall.Attach attach ->
            session(streams.attach(attach.target(), attach.input()), stream);
      }
    } catch (Refused refused) {
      PodCall.answer(Optional.of(refused.refusal()), stream.output());
    }
  }

  private void log(PodCall.Log asked, ByteStream stream) throws IOException, Refused {
    try (InputStream log = streams.log(asked.target(), asked.options())) {
      PodCall.answer(Optional.empty(), stream.output());
      closeAtEnd(stream, log);
      copy(log, stream.output());
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[Piece.MAX_BYTES];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      to.write(buffer, 0, count);
    }
  }

  private static void line(Streams.Line line, ByteStream stream) throws IOException {
    try (line) {
      PodCall.answer(Optional.empty(), stream.output());
      closeAtEnd(stream, line::close);
      Thread up = Thread.ofVirtual().name("port-up").start(() -> up(stream, line));
      copy(line.input(), stream.output());
      stream.output().close();
      up.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void up(ByteStream stream, Streams.Line line) {
    try {
      copy(stream.input(), line.output());
      line.output().close();
    } catch (IOException gone) {
      line.close();
    }
  }

  private static void session(Streams.Session session, ByteStream stream) throws IOException {
    try (session) {
      PodCall.answer(Optional.empty(), stream.output());
      closeAtEnd(stream, session::close);
      Thread.ofVirtual().name("exec-input").start(() -> feed(stream.input(), session));
      Thread errors =
          Thread.ofVirtual()
              .name("exec-errors")
              .start(() -> pass(session.error(), Piece.Kind.ERROR, stream.output()));
      pass(session.output(), Piece.Kind.OUTPUT, stream.output());
      errors.join();
      var code = session.exitCode();
      if (code.isPresent()) {
        Piece.exit(code.getAsInt()).write(stream.output());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What says nothing for long ends with who listens.
  private static void closeAtEnd(ByteStream stream, Closeable what) {
    Thread.ofVirtual()
        .name("pod-stream-end")
        .start(() -> {
          try {
            stream.awaitEnd();
            what.close();
          } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "NotClosed {0}", gone.getMessage());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void pass(InputStream from, Piece.Kind kind, OutputStream to) {
    try {
      var buffer = new byte[Piece.MAX_BYTES];
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        new Piece(kind, Arrays.copyOf(buffer, count)).write(to);
      }
    } catch (IOException gone) {
      // Either end is gone; the exit code says what became of the command.
      LOG.log(System.Logger.Level.DEBUG, "ExecOutputEnds {0}", gone.getMessage());
    }
  }

  private static void feed(InputStream from, Streams.Session session) {
    try (var in = new DataInputStream(from)) {
      for (var piece = Piece.read(in); piece.isPresent(); piece = Piece.read(in)) {
        take(piece.get(), session);
      }
      session.input().close();
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "ExecInputEnds {0}", gone.getMessage());
    }
  }

  private static void take(Piece piece, Streams.Session session) throws IOException {
    switch (piece.kind()) {
      case INPUT -> {
        session.input().write(piece.bytes());
        session.input().flush();
      }
      case INPUT_END -> session.input().close();
      case SIZE -> session.resize(piece.number(0), piece.number(1));
      case OUTPUT, ERROR, EXIT -> throw new IOException("a piece of " + piece.kind() + " came in");
    }
  }
}
