package dev.skerry.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// What Jetty is given for an upgraded request. Public only because Jetty calls it by method
/// handles; made by [ParentLinks] alone.
public final class JettyEndpoint implements Session.Listener {
  private final Socket.Listener listener;
  private final int maxMessageBytes;
  private final CountDownLatch over = new CountDownLatch(1);

  JettyEndpoint(Socket.Listener listener, int maxMessageBytes) {
    this.listener = listener;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    session.setIdleTimeout(Duration.ZERO);
    session.setMaxBinaryMessageSize(maxMessageBytes);
    session.setMaxTextMessageSize(1);
    listener.opened(new JettySocket(session, over));
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    var message = new byte[payload.remaining()];
    payload.get(message);
    callback.succeed();
    listener.message(message);
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    over.countDown();
    listener.closed("the connection broke: " + cause.getMessage());
  }

  @Override
  public void onWebSocketClose(int statusCode, String reason, Callback callback) {
    callback.succeed();
    over.countDown();
    listener.closed("the other end hung up, " + statusCode + " " + reason);
  }
}
