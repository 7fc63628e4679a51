package dev.skerry.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/// The parent's end of all its links: paths for a Jetty server to mount. A child that dials while
/// an older connection of it stands is let in; the session that it greets ends the older one.
public final class ParentLinks {
  private final Doorkeeper doorkeeper;
  private final LinkEvents events;
  private final StreamBroker streams;
  private final Packing packing;
  private final ConcurrentSkipListMap<String, Traffic> traffic = new ConcurrentSkipListMap<>();

  public ParentLinks(
      Doorkeeper doorkeeper, LinkEvents events, StreamBroker streams, Packing packing) {
    this.doorkeeper = doorkeeper;
    this.events = events;
    this.streams = streams;
    this.packing = packing;
  }

  /// Adds this end's paths to a server's WebSocket container.
  public void mount(ServerWebSocketContainer container) {
    container.addMapping(
        ChildLink.PATH,
        guarded((child, _) -> Optional.of(link(child)), ChildLink.MAX_MESSAGE_BYTES));
    container.addMapping(
        ChildStreams.PATH, guarded(streams::arrived, ByteStream.MAX_MESSAGE_BYTES));
  }

  /// What was carried to and from one child since the process started.
  public Traffic traffic(String child) {
    return traffic.computeIfAbsent(child, _ -> new Traffic());
  }

  private Socket.Listener link(String child) {
    return new Connection(child, events, packing, traffic(child)).listener();
  }

  private WebSocketCreator guarded(
      BiFunction<String, Request, Optional<Socket.Listener>> listener, int maxMessageBytes) {
    return (request, response, callback) -> {
      List<X509Certificate> shown = certificates(request);
      Optional<String> child = doorkeeper.identify(shown);
      if (child.isEmpty()) {
        String sentence = doorkeeper.objection(shown);
        refuse(response, callback, HttpStatus.FORBIDDEN_403, sentence);
        return null;
      }
      Optional<Socket.Listener> hearer = listener.apply(child.get(), request);
      if (hearer.isEmpty()) {
        String sentence = "this end asked for no such stream, or no longer";
        refuse(response, callback, HttpStatus.NOT_FOUND_404, sentence);
        return null;
      }
      return new JettyEndpoint(hearer.get(), maxMessageBytes);
    };
  }

  /// As the sentence itself: the server's own page of errors says less.
  private static void refuse(Response response, Callback callback, int status, String sentence) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.write(true, ByteBuffer.wrap(sentence.getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static List<X509Certificate> certificates(ServerUpgradeRequest request) {
    Object tls = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    if (tls instanceof EndPoint.SslSessionData data && data.peerCertificates() != null) {
      return List.copyOf(Arrays.asList(data.peerCertificates()));
    }
    return List.of();
  }
}
