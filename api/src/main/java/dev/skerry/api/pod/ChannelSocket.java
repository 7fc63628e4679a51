package dev.skerry.api.pod;

import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/// A command, or a container's own streams, over `v4.channel.k8s.io` or `v5.channel.k8s.io`: each
/// message begins with the byte of its channel. Version 5 adds the channel 255, by which the client
/// ends one of its own.
///
/// kubectl reads before it has made its streams, and throws away what comes for a stream it has not
/// made yet ("Unknown stream id"). So nothing is sent in the first moments of a connection.
///
/// Source: k8s.io/apimachinery/pkg/util/remotecommand, k8s.io/client-go/tools/remotecommand,
/// KEP-4006.
final class ChannelSocket implements SocketListener {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;
  private static final int ERROR = 2;
  private static final int STATUS = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;
  private static final int COPY_BYTES = 16 * 1024;
  private static final Duration STREAMS_MADE = Duration.ofMillis(20);

  /// Starts the command, or joins the container.
  interface Opening {
    Streams.Session open() throws Refused, IOException;
  }

  private final Opening opening;
  private final long begun = System.nanoTime();
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile Optional<Streams.Session> session = Optional.empty();
  private volatile boolean closed;

  ChannelSocket(Opening opening) {
    this.opening = opening;
  }

  @Override
  public void opened(Socket socket) {
    Thread.ofVirtual().name("channels").start(() -> run(socket));
  }

  private void run(Socket socket) {
    try {
      send(socket, STATUS, outcome(socket));
    } catch (IOException _) {
      // The client is gone; the command ends with the session.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      closed();
      socket.close();
    }
  }

  private byte[] outcome(Socket socket) throws IOException, InterruptedException {
    try {
      Streams.Session started = opening.open();
      session = Optional.of(started);
      decided.countDown();
      if (closed) {
        started.close();
      }
      Thread errors = Thread.ofVirtual().start(() -> pass(started.error(), socket, ERROR));
      pass(started.output(), socket, OUTPUT);
      errors.join();
      return status(started.exitCode());
    } catch (Refused refused) {
      return failure("InternalError", refused.refusal().message(), Json.Arr.EMPTY);
    } finally {
      decided.countDown();
    }
  }

  private void pass(InputStream from, Socket socket, int channel) {
    try {
      var buffer = new byte[COPY_BYTES];
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        send(socket, channel, buffer, n);
      }
    } catch (IOException _) {
      // Either end is gone; the exit code says what became of the command.
    }
  }

  private void send(Socket socket, int channel, byte[] bytes) throws IOException {
    send(socket, channel, bytes, bytes.length);
  }

  private void send(Socket socket, int channel, byte[] bytes, int length) throws IOException {
    awaitStreams();
    new ChannelOutput(socket, channel).write(bytes, 0, length);
  }

  private void awaitStreams() throws IOException {
    try {
      Thread.sleep(STREAMS_MADE.minusNanos(System.nanoTime() - begun));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopping);
    }
  }

  private static byte[] status(OptionalInt exit) {
    if (exit.isEmpty()) {
      return failure("InternalError", "the command did not end by itself", Json.Arr.EMPTY);
    }
    int code = exit.getAsInt();
    if (code == 0) {
      return JsonText.bytes(
          Json.object().put("metadata", Obj.EMPTY).put("status", "Success").build());
    }
    Obj cause =
        Json.object().put("reason", "ExitCode").put("message", Integer.toString(code)).build();
    return failure(
        "NonZeroExitCode",
        "command terminated with non-zero exit code: exit status " + code,
        Json.array(List.of(cause)));
  }

  private static byte[] failure(String reason, String message, Json.Arr causes) {
    Obj.Builder status =
        Json.object()
            .put("metadata", Obj.EMPTY)
            .put("status", "Failure")
            .put("reason", reason)
            .put("message", message)
            .put("code", 500);
    return JsonText.bytes(
        causes.size() == 0
            ? status.build()
            : status.put("details", Json.object().put("causes", causes).build()).build());
  }

  @Override
  public void message(ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      return;
    }
    int channel = bytes.get() & 0xff;
    Optional<Streams.Session> started = started();
    if (started.isEmpty()) {
      return;
    }
    switch (channel) {
      case INPUT -> input(started.get(), bytes);
      case RESIZE -> resize(started.get(), bytes);
      case CLOSE -> {
        if (bytes.hasRemaining() && bytes.get() == INPUT) {
          started.get().input().close();
        }
      }
      default -> throw new IOException("channel " + channel + " is not the client's");
    }
  }

  /// What is typed before the command runs waits for it.
  private Optional<Streams.Session> started() throws IOException {
    try {
      decided.await();
      return session;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopping);
    }
  }

  private static void input(Streams.Session session, ByteBuffer bytes) {
    var text = new byte[bytes.remaining()];
    bytes.get(text);
    try {
      OutputStream in = session.input();
      in.write(text);
      in.flush();
    } catch (IOException _) {
      // The command reads no more, as in `head`; its output still comes.
    }
  }

  private static void resize(Streams.Session session, ByteBuffer bytes) throws IOException {
    var text = new byte[bytes.remaining()];
    bytes.get(text);
    try {
      Json size = JsonText.parse(text, JsonLimits.REQUEST).value();
      int columns = (int) size.integer("Width").orElse(0);
      int rows = (int) size.integer("Height").orElse(0);
      if (columns > 0 && rows > 0) {
        session.resize(columns, rows);
      }
    } catch (JsonRefused bad) {
      throw new IOException("the terminal size is not JSON", bad);
    }
  }

  @Override
  public void closed() {
    closed = true;
    session.ifPresent(Streams.Session::close);
  }
}
