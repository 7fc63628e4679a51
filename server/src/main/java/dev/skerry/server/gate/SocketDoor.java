package dev.skerry.server.gate;

import dev.skerry.api.pod.Pods;
import dev.skerry.api.stream.Upgrade;
import dev.skerry.link.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The child's end of a WebSocket that its own API serves to a client of the parent.
final class SocketDoor implements WebSocket.Listener {
  /// For the handshake with a process that is this one, and for a message that it takes.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ByteStream stream;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

  private SocketDoor(ByteStream stream) {
    this.stream = stream;
  }

  /// Blocks until either side ends.
  static void serve(HttpClient client, URI api, Call call, ByteStream stream)
      throws IOException, InterruptedException {
    var door = new SocketDoor(stream);
    WebSocket socket;
    try {
      socket = done(door.dial(client, api, call));
    } catch (Answered answered) {
      refuse(answered.response, stream.output());
      return;
    }
    var headers = new TreeMap<String, String>();
    String chosen = socket.getSubprotocol();
    headers.put(Call.PROTOCOLS, chosen.equals(Pods.TUNNEL_WITHIN) ? Upgrade.TUNNEL : chosen);
    Call.write(new Call.Head(Call.SWITCHED, headers), stream.output());
    socket.request(1);
    try {
      door.pass(socket);
    } finally {
      socket.abort();
    }
  }

  private CompletableFuture<WebSocket> dial(HttpClient client, URI api, Call call) {
    String[] protocols =
        Arrays.stream(call.headers().getOrDefault(Call.PROTOCOLS, "").split(",", -1))
            .map(String::strip)
            // The JDK's client takes only names that are tokens.
            .map(name -> name.equals(Upgrade.TUNNEL) ? Pods.TUNNEL_WITHIN : name)
            .toArray(String[]::new);
    var builder = client.newWebSocketBuilder();
    call.headers()
        .forEach((name, value) -> {
          if (!name.equals(Call.PROTOCOLS)) {
            builder.header(name, value);
          }
        });
    String[] others = Arrays.copyOfRange(protocols, 1, protocols.length);
    URI where = URI.create("wss://" + api.getAuthority() + call.path());
    return builder.subprotocols(protocols[0], others).buildAsync(where, this);
  }

  /// The API answered with something else than a WebSocket.
  private static final class Answered extends IOException {
    private static final long serialVersionUID = 1;

    private final transient HttpResponse<?> response;

    Answered(HttpResponse<?> response) {
      super("answered " + response.statusCode());
      this.response = response;
    }
  }

  private static <T> T done(Future<T> step) throws IOException, InterruptedException {
    try {
      return step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      step.cancel(true);
      throw new IOException("this site's API takes nothing", late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof WebSocketHandshakeException refused
          && refused.getResponse() != null) {
        throw new Answered(refused.getResponse());
      }
      throw new IOException(failed.getCause());
    }
  }

  private static void refuse(HttpResponse<?> response, OutputStream out) throws IOException {
    Call.write(ApiDoor.head(response), out);
    out.write(body(response));
  }

  private static byte[] body(HttpResponse<?> response) throws IOException {
    Object body = response.body();
    if (body instanceof byte[] bytes) {
      return bytes;
    }
    if (body instanceof InputStream in) {
      return in.readAllBytes();
    }
    return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  /// From the stream to the API, as long as both go on.
  private void pass(WebSocket socket) throws IOException, InterruptedException {
    Optional<byte[]> message = Messages.read(stream.input());
    while (message.isPresent()) {
      WebSocket _ = done(socket.sendBinary(ByteBuffer.wrap(message.get()), true));
      message = Messages.read(stream.input());
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    // Nothing is asked for before the parent has its answer.
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    var piece = new byte[data.remaining()];
    data.get(piece);
    partial.writeBytes(piece);
    try {
      if (partial.size() > Messages.MAX_BYTES) {
        throw new IOException("a message over " + Messages.MAX_BYTES + " bytes");
      }
      if (last) {
        Messages.write(partial.toByteArray(), stream.output());
        partial.reset();
      }
      socket.request(1);
    } catch (IOException broken) {
      socket.abort();
      stream.close();
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    over();
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable cause) {
    stream.close();
  }

  /// The parent reads to the end, then closes its side.
  private void over() {
    try {
      stream.output().close();
    } catch (IOException _) {
      stream.close();
    }
  }
}
