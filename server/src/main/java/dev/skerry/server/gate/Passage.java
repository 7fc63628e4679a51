package dev.skerry.server.gate;

import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import dev.skerry.link.ByteStream;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The parent's end of a WebSocket that a child's API serves: messages go on as they come, in
/// either direction no faster than they are taken. It owns the stream, and ends with the client,
/// with the child's answer, or with the link.
public final class Passage implements SocketListener {
  /// A client that was told that its upgrade is accepted is there at once or never.
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  /// Protocols of commands, whose channel 3 carries how the command ended.
  private static final String COMMANDS = ".channel.k8s.io";

  private static final int STATUS = 3;

  private final SiteName site;
  private final String protocol;
  private final ByteStream stream;
  private final BlockingQueue<Socket> client = new ArrayBlockingQueue<>(1);
  private final AtomicBoolean left = new AtomicBoolean();

  /// @param protocol that the child's API chose
  /// @param stream after the child's answer
  public Passage(SiteName site, String protocol, ByteStream stream) {
    this.site = site;
    this.protocol = protocol;
    this.stream = stream;
    Thread.ofVirtual().name("passage").start(this::run);
  }

  @Override
  public void opened(Socket socket) {
    client.add(socket);
  }

  private void run() {
    try (stream) {
      Socket socket = client.poll(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
      if (socket != null) {
        pass(socket);
      }
      sayEnd();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket socket) {
    try {
      Optional<byte[]> message = Messages.read(stream.input());
      while (message.isPresent()) {
        socket.send(message.get());
        message = Messages.read(stream.input());
      }
    } catch (IOException cut) {
      if (!left.get()) {
        tell(socket, String.valueOf(cut.getMessage()));
      }
    } finally {
      socket.close();
    }
  }

  private void tell(Socket socket, String why) {
    if (!protocol.endsWith(COMMANDS)) {
      return;
    }
    byte[] status =
        JsonText.bytes(
            Json.object()
                .put("metadata", Json.object().build())
                .put("status", "Failure")
                .put("reason", "SiteUnreachable")
                .put(
                    "message",
                    "the way to site "
                        + site
                        + " was cut while the command ran ("
                        + why
                        + "); the site ends the command")
                .put("code", 503)
                .build());
    try {
      socket.send(ByteBuffer.allocate(1 + status.length).put((byte) STATUS).put(status).array());
    } catch (IOException _) {
      // The client is gone as well.
    }
  }

  @Override
  public void message(ByteBuffer bytes) throws IOException {
    var message = new byte[bytes.remaining()];
    bytes.get(message);
    Messages.write(message, stream.output());
  }

  @Override
  public void closed() {
    left.set(true);
    Thread.ofVirtual()
        .name("passage-left")
        .start(() -> {
          sayEnd();
          stream.close();
        });
  }

  private void sayEnd() {
    try {
      stream.output().close();
    } catch (IOException _) {
      // The stream is gone already.
    }
  }
}
