package dev.skerry.api.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// Jetty's callbacks as a [SocketListener]'s; public because Jetty calls it by method handles.
public final class SocketEnd implements Session.Listener.AutoDemanding {
  private final SocketListener listener;
  private final Runnable over;
  private volatile Optional<WebSocketEnd> socket = Optional.empty();
  private boolean closed;

  /// @param over called once, last
  SocketEnd(SocketListener listener, Runnable over) {
    this.listener = listener;
    this.over = over;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    session.setIdleTimeout(Duration.ZERO);
    var opened = new WebSocketEnd(session);
    socket = Optional.of(opened);
    Thread.ofVirtual().name("socket-ping").start(opened::keep);
    listener.opened(opened);
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    try {
      listener.message(payload);
      callback.succeed();
    } catch (IOException broken) {
      callback.fail(broken);
    }
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    close();
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    close();
  }

  private synchronized void close() {
    if (!closed) {
      closed = true;
      socket.ifPresent(WebSocketEnd::over);
      listener.closed();
      over.run();
    }
  }
}
