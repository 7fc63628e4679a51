package dev.skerry.api.http;

import dev.skerry.api.status.Refused;
import dev.skerry.api.status.Statuses;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Jetty's requests as exchanges. Whatever goes wrong becomes a `Status`; a bug becomes a 500 with
/// the request's id and a line in the log, never a stack trace to the client.
final class Requests extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(Requests.class.getName());

  private final Responder responder;
  private final Patience patience;
  private final Underway underway;
  private final AtomicLong numbers = new AtomicLong();
  private final String prefix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

  Requests(Responder responder, Patience patience, Underway underway) {
    this.responder = responder;
    this.patience = patience;
    this.underway = underway;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    underway.begin();
    Request.addCompletionListener(request, _ -> underway.end());
    String id = prefix + "-" + numbers.incrementAndGet();
    response.getHeaders().put("Audit-Id", id);
    response.getHeaders().put("Cache-Control", "no-cache, private");
    var body = new BodyStream(request, patience.body());
    try {
      var exchange = new Exchange(request, response, callback, id, body);
      responder.respond(exchange);
      if (exchange.isHandedOver()) {
        return true;
      }
      if (!response.isCommitted()) {
        throw new IllegalStateException(
            "nobody answered " + request.getMethod() + " " + request.getHttpURI().getPath());
      }
      callback.succeeded();
    } catch (Refused refused) {
      body.drain();
      refuse(response, callback, refused.refusal());
    } catch (IOException gone) {
      callback.failed(gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      refuse(
          response,
          callback,
          Refusal.of(Refusal.Reason.SERVICE_UNAVAILABLE, "the server is stopping"));
    } catch (RuntimeException bug) {
      LOG.log(
          System.Logger.Level.ERROR,
          "request "
              + id
              + " "
              + request.getMethod()
              + " "
              + request.getHttpURI().getPath()
              + " met a bug",
          bug);
      refuse(
          response,
          callback,
          Refusal.of(
              Refusal.Reason.INTERNAL_ERROR,
              "an internal error; its details are in the server's log under " + id));
    }
    return true;
  }

  private void refuse(Response response, Callback callback, Refusal refusal) {
    if (response.isCommitted()) {
      callback.failed(new IOException(refusal.message()));
      return;
    }
    Statuses.retrySeconds(refusal)
        .ifPresent(seconds -> response.getHeaders().put("Retry-After", Integer.toString(seconds)));
    response.setStatus(refusal.reason().code());
    response.getHeaders().put("Content-Type", Exchange.JSON);
    response.write(true, ByteBuffer.wrap(responder.refused(refusal)), callback);
  }

  /// What Jetty itself refuses: malformed requests, headers that are too large.
  boolean error(Request request, Response response, Callback callback) {
    int code = response.getStatus();
    Refusal.Reason reason =
        code >= 500 ? Refusal.Reason.INTERNAL_ERROR : Refusal.Reason.BAD_REQUEST;
    byte[] body =
        responder.refused(Refusal.of(reason, "the request is not acceptable HTTP (" + code + ")"));
    response.getHeaders().put("Content-Type", Exchange.JSON);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
