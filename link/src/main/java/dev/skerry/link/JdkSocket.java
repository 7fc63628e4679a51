package dev.skerry.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The child's end of a WebSocket, in the JDK.
final class JdkSocket implements Socket {
  private final WebSocket socket;
  private final Receiver receiver;

  private JdkSocket(WebSocket socket, Receiver receiver) {
    this.socket = socket;
    this.receiver = receiver;
  }

  /// Hears the JDK's WebSocket; puts partial messages together up to a bound.
  static final class Receiver implements WebSocket.Listener {
    private final Socket.Listener listener;
    private final int maxMessageBytes;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);

    Receiver(Socket.Listener listener, int maxMessageBytes) {
      this.listener = listener;
      this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void onOpen(WebSocket opened) {
      listener.opened(new JdkSocket(opened, this));
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      if (partial.size() + data.remaining() > maxMessageBytes) {
        from.abort();
        end("a message over " + maxMessageBytes + " bytes");
        return null;
      }
      var piece = new byte[data.remaining()];
      data.get(piece);
      partial.writeBytes(piece);
      if (last) {
        byte[] message = partial.toByteArray();
        partial.reset();
        listener.message(message);
      } else {
        from.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      from.abort();
      end("a text message, where only binary ones are spoken");
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      end("the other end hung up, " + status + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
      end("the connection broke: " + cause.getMessage());
    }

    private void end(String why) {
      over.countDown();
      listener.closed(why);
    }
  }

  @Override
  public void send(byte[] message) throws IOException {
    await(socket.sendBinary(ByteBuffer.wrap(message), true), SEND_TIMEOUT);
  }

  @Override
  public void demand() {
    socket.request(1);
  }

  @Override
  public void close(String sentence) {
    try {
      await(socket.sendClose(WebSocket.NORMAL_CLOSURE, sentence), CLOSE_TIMEOUT);
      socket.request(1);
      boolean _ = receiver.over.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException unheard) {
      receiver.end("closing failed: " + unheard.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    socket.abort();
    receiver.end("this end hung up");
  }

  @Override
  public void abort() {
    socket.abort();
    receiver.end("this end cut the connection");
  }

  /// Waits for a step of the JDK's client, at most `limit`.
  static <T> T await(Future<T> step, Duration limit) throws IOException {
    try {
      return step.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
      if (cause instanceof WebSocketHandshakeException refused) {
        throw new LinkFailure(refusal(refused), cause);
      }
      throw new LinkFailure(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    } catch (TimeoutException late) {
      step.cancel(true);
      throw new LinkFailure("no answer for " + limit.toSeconds() + " s", late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LinkFailure("interrupted", stopped);
    }
  }

  /// What the other end said instead of letting us in: a sentence of [ParentLinks], or what its
  /// server says to anybody.
  private static String refusal(WebSocketHandshakeException refused) {
    HttpResponse<?> answer = refused.getResponse();
    String said = String.valueOf(answer.body()).strip();
    return "refused, HTTP " + answer.statusCode() + ": " + said;
  }
}
