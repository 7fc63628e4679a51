package dev.skerry.api.pod;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.http.Socket;
import dev.skerry.api.http.SocketListener;
import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections to ports of one pod as channels of a WebSocket, as client libraries ask for them: of
/// the i-th port that the request names, counted from 0, channel 2i has the bytes and channel 2i+1
/// says what went wrong. Both begin with the port as two bytes, the lower one first. There is one
/// connection to each port, and a client cannot end its own direction of it; the conversation is
/// over when the pod has ended all of them.
///
/// Source: k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go.
final class PortChannels implements SocketListener {
  /// A channel's number is one byte.
  static final int MAX_PORTS = 128;

  private static final String PROTOCOL = "v4.channel.k8s.io";

  private final Streams streams;
  private final Streams.Target target;
  private final List<Port> ports;
  private final AtomicInteger open;
  private volatile boolean closed;

  private static final class Port {
    final int number;
    final CountDownLatch decided = new CountDownLatch(1);
    volatile Optional<Streams.Line> line = Optional.empty();

    Port(int number) {
      this.number = number;
    }
  }

  private PortChannels(Streams streams, Streams.Target target, List<Integer> numbers) {
    this.streams = streams;
    this.target = target;
    this.ports = numbers.stream().map(Port::new).toList();
    this.open = new AtomicInteger(numbers.size());
  }

  static boolean isSpoken(String protocol) {
    return protocol.equals(PROTOCOL);
  }

  /// The protocols that this client may choose: these channels only if it names ports, since other
  /// protocols name them later.
  static List<String> protocols(Exchange exchange) {
    return exchange.queries("ports").isEmpty() ? List.of() : List.of(PROTOCOL);
  }

  /// @throws Refused when the request names something else than ports
  static PortChannels asked(Exchange exchange, Streams streams, Streams.Target target)
      throws Refused {
    var numbers = new ArrayList<Integer>();
    for (String query : exchange.queries("ports")) {
      for (String text : query.split(",", -1)) {
        numbers.add(number(text));
      }
    }
    if (numbers.size() > MAX_PORTS) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          numbers.size() + " ports are more than one conversation has channels for: " + MAX_PORTS);
    }
    return new PortChannels(streams, target, numbers);
  }

  private static int number(String text) throws Refused {
    try {
      return PortForward.port(text);
    } catch (IOException bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, "ports: " + bad.getMessage());
    }
  }

  @Override
  public void opened(Socket socket) {
    for (int i = 0; i < ports.size(); i++) {
      int channel = 2 * i;
      Port port = ports.get(i);
      Thread.ofVirtual().name("port-channel").start(() -> serve(socket, channel, port));
    }
  }

  private void serve(Socket socket, int channel, Port port) {
    try {
      byte[] number = {(byte) port.number, (byte) (port.number >> 8)};
      new ChannelOutput(socket, channel).write(number);
      var errors = new ChannelOutput(socket, channel + 1);
      errors.write(number);
      try (Streams.Line line = streams.dial(target, port.number)) {
        port.line = Optional.of(line);
        port.decided.countDown();
        if (!closed) {
          PortForward.copy(line.input(), new ChannelOutput(socket, channel));
        }
      } catch (Refused refused) {
        PortForward.tell(errors, target, port.number, refused.refusal().message());
      } catch (IOException broken) {
        PortForward.tell(errors, target, port.number, String.valueOf(broken.getMessage()));
      }
    } catch (IOException _) {
      // The client is gone.
    } finally {
      port.decided.countDown();
      if (open.decrementAndGet() == 0) {
        socket.close();
      }
    }
  }

  /// What comes before the pod has answered waits, and what comes after its end is nobody's.
  @Override
  public void message(ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      return;
    }
    int channel = bytes.get() & 0xff;
    if (channel % 2 != 0 || channel / 2 >= ports.size()) {
      throw new IOException("channel " + channel + " is not the client's");
    }
    Optional<Streams.Line> line = dialled(ports.get(channel / 2));
    if (line.isPresent()) {
      pass(bytes, line.get());
    }
  }

  private static Optional<Streams.Line> dialled(Port port) throws IOException {
    try {
      port.decided.await();
      return port.line;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopping);
    }
  }

  private static void pass(ByteBuffer bytes, Streams.Line line) {
    var text = new byte[bytes.remaining()];
    bytes.get(text);
    try {
      OutputStream out = line.output();
      out.write(text);
      out.flush();
    } catch (IOException _) {
      // The pod takes no more; what it says still comes.
    }
  }

  @Override
  public void closed() {
    closed = true;
    ports.forEach(port -> port.line.ifPresent(Streams.Line::close));
  }
}
