package dev.skerry.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// Our end of a WebSocket.
final class WebSocketEnd implements Socket {
  private static final int NORMAL = 1000;

  /// Shorter than what proxies call idle.
  private static final Duration PING = Duration.ofSeconds(30);

  private final Session session;
  private final CountDownLatch over = new CountDownLatch(1);

  WebSocketEnd(Session session) {
    this.session = session;
  }

  @Override
  public synchronized void send(byte[] message) throws IOException {
    await(sent -> session.sendBinary(ByteBuffer.wrap(message), sent));
  }

  @Override
  public synchronized void tell(String text) throws IOException {
    await(sent -> session.sendText(text, sent));
  }

  private void await(Consumer<Callback> sending) throws IOException {
    var sent = new Callback.Completable();
    sending.accept(sent);
    try {
      Object _ = sent.get(Bounds.IDLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException gone) {
      session.disconnect();
      throw new IOException("the client is gone", gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while sending", stopping);
    }
  }

  /// Pings until the connection is closed, so that a client that left without a word is noticed.
  void keep() {
    try {
      while (!over.await(PING.toMillis(), TimeUnit.MILLISECONDS)) {
        ping();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ping() {
    session.sendPing(ByteBuffer.allocate(0), Callback.from(() -> {}, _ -> session.disconnect()));
  }

  /// The connection is closed.
  void over() {
    over.countDown();
  }

  @Override
  public void close() {
    session.close(NORMAL, "", Callback.NOOP);
  }
}
