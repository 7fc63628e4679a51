package dev.skerry.api.stream;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.http.SocketListener;
import dev.skerry.api.http.Wire;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// How a client asks for a conversation. What SPDY calls streams are the channels of a WebSocket
/// here, so whoever serves one serves both, and only WebSockets' messages go on to other machines.
///
/// Source: k8s.io/apimachinery/pkg/util/httpstream, KEP-4006.
public final class Upgrade {
  /// Channels of a command, whose input can be ended by the client.
  public static final String CHANNELS = "v5.channel.k8s.io";

  /// The protocol of `kubectl port-forward` from 1.31 on: SPDY/3.1 inside of a WebSocket.
  public static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";

  private static final String SPDY = "SPDY/3.1";
  private static final String VERSION = "X-Stream-Protocol-Version";

  private Upgrade() {}

  /// A protocol of streams over SPDY, and what it is over WebSocket.
  private enum Version {
    /// Streams whose ends are their own, and a `Status` on the one for errors.
    V4("v4.channel.k8s.io", CHANNELS),
    PORT("portforward.k8s.io", TUNNEL);

    private final String name;
    private final String socket;

    Version(String name, String socket) {
      this.name = name;
      this.socket = socket;
    }
  }

  /// Protocols of a WebSocket that the client speaks, or that what it speaks over SPDY amounts to;
  /// empty when it asks for no conversation, or for none that is known here.
  public static List<String> offered(Exchange exchange) {
    if (isSpdy(exchange)) {
      List<String> theirs = listed(exchange, VERSION);
      return Arrays.stream(Version.values())
          .filter(each -> theirs.contains(each.name))
          .map(each -> each.socket)
          .toList();
    }
    return asks(exchange).equalsIgnoreCase("websocket")
        ? listed(exchange, "Sec-WebSocket-Protocol")
        : List.of();
  }

  /// Begins the conversation.
  ///
  /// @param protocols that we speak, the best first, by their names over WebSocket
  /// @param listener made for the protocol that both speak
  /// @throws Refused when this is no upgrade, or there is no such protocol
  public static void accept(
      Exchange exchange, List<String> protocols, Function<String, SocketListener> listener)
      throws Refused, IOException {
    if (!isSpdy(exchange)) {
      exchange.upgrade(protocols, listener);
      return;
    }
    Version version = spdy(exchange, protocols);
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put(VERSION, version.name);
    exchange.switchTo(SPDY, headers, user(version, exchange, listener.apply(version.socket)));
  }

  private static Version spdy(Exchange exchange, List<String> protocols) throws Refused {
    List<String> theirs = listed(exchange, VERSION);
    List<Version> ours =
        Arrays.stream(Version.values()).filter(each -> protocols.contains(each.socket)).toList();
    Optional<Version> chosen = ours.stream().filter(each -> theirs.contains(each.name)).findFirst();
    return chosen.orElseThrow(() ->
        Refused.because(
            Refusal.Reason.BAD_REQUEST,
            "over "
                + SPDY
                + " this is served as "
                + String.join(", ", ours.stream().map(each -> each.name).toList())
                + ", the client's "
                + VERSION
                + " says '"
                + String.join(", ", theirs)
                + "'"));
  }

  private static Wire.User user(Version version, Exchange exchange, SocketListener listener) {
    return switch (version) {
      case V4 -> wire -> new SpdyChannels(wire, SpdyChannels.asked(exchange), listener).serve();
      case PORT -> wire -> new WireMessages(wire, listener).serve();
    };
  }

  private static boolean isSpdy(Exchange exchange) {
    return asks(exchange).equalsIgnoreCase(SPDY);
  }

  private static String asks(Exchange exchange) {
    return exchange.header("Upgrade").orElse("");
  }

  private static List<String> listed(Exchange exchange, String header) {
    return Arrays.stream(exchange.header(header).orElse("").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
