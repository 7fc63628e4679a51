package dev.skerry.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// Our end of a WebSocket. Any thread.
public final class Socket {
  private static final int NORMAL = 1000;

  private final Session session;

  Socket(Session session) {
    this.session = session;
  }

  /// Sends one binary message; blocks until it is on its way, at most [Bounds#IDLE].
  public synchronized void send(byte[] message) throws IOException {
    var sent = new Callback.Completable();
    session.sendBinary(ByteBuffer.wrap(message), sent);
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

  public void close() {
    session.close(NORMAL, "", Callback.NOOP);
  }
}
