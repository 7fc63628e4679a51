package dev.skerry.server.front;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Hands requests to the WebSocket container of a server that is made later, since the server is
/// made of what answers its requests.
public final class Sockets implements Request.Handler {
  private static final byte[] PLAIN =
      "only a WebSocket is served here".getBytes(StandardCharsets.UTF_8);

  private volatile Optional<Request.Handler> container = Optional.empty();

  public void are(Request.Handler made) {
    container = Optional.of(made);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (container.isEmpty() || !container.get().handle(request, response, callback)) {
      response.setStatus(HttpStatus.UPGRADE_REQUIRED_426);
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
      response.write(true, ByteBuffer.wrap(PLAIN), callback);
    }
    return true;
  }
}
