package dev.skerry.server.front;

import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Hands requests to the WebSocket container of a server that is made later, since the server is
/// made of what answers its requests.
public final class Sockets implements Request.Handler {
  private volatile Optional<Request.Handler> container = Optional.empty();

  public void are(Request.Handler made) {
    container = Optional.of(made);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return container.isPresent() && container.get().handle(request, response, callback);
  }
}
