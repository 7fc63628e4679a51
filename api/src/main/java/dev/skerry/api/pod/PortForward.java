package dev.skerry.api.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.spdy.SpdyConnection;
import dev.skerry.api.spdy.SpdyStream;
import dev.skerry.api.status.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Connections to ports of one pod: for each the client opens two streams with the same request id,
/// one for the bytes and one on which it hears what went wrong. All end with the client.
///
/// Source: k8s.io/kubelet/pkg/cri/streaming/portforward/httpstream.go.
final class PortForward {
  private static final System.Logger LOG = System.getLogger(PortForward.class.getName());
  private static final int COPY_BYTES = 16 * 1024;

  /// For what a client still sends after the pod said its last.
  private static final Duration LAST_BYTES = Duration.ofSeconds(30);

  private static final int MAX_PORT = 65_535;

  private final Streams streams;
  private final Streams.Target target;

  /// Streams whose other half has not come, by request id. No more than the connection has.
  private final Map<String, SpdyStream> halves = new ConcurrentSkipListMap<>();

  private final Map<Integer, Streams.Line> lines = new ConcurrentSkipListMap<>();
  private int made;

  PortForward(Streams streams, Streams.Target target) {
    this.streams = streams;
    this.target = target;
  }

  /// Blocks until the client leaves.
  void serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
    try {
      new SpdyConnection(in, out, this::opened).run();
    } finally {
      lines.values().forEach(Streams.Line::close);
    }
  }

  private void opened(SpdyStream stream) {
    String request = stream.headers().getOrDefault("requestid", "");
    halves.values().removeIf(SpdyStream::isOver);
    SpdyStream other = halves.remove(request);
    if (other == null) {
      halves.put(request, stream);
      return;
    }
    boolean data = stream.headers().getOrDefault("streamtype", "").equals("data");
    SpdyStream bytes = data ? stream : other;
    SpdyStream errors = data ? other : stream;
    int number = made++;
    Thread.ofVirtual().name("port-forward").start(() -> connect(number, bytes, errors));
  }

  private void connect(int number, SpdyStream bytes, SpdyStream errors) {
    String port = bytes.headers().getOrDefault("port", "");
    try {
      try (Streams.Line line = streams.dial(target, port(port))) {
        lines.put(number, line);
        Thread up = Thread.ofVirtual().name("port-forward-up").start(() -> up(bytes, line));
        copy(line.input(), bytes.output());
        bytes.output().close();
        // Its client waits for this before it ends its own direction.
        errors.output().close();
        boolean _ = up.join(LAST_BYTES);
      } catch (Refused refused) {
        tell(errors.output(), target, port, refused.refusal().message());
      } catch (IOException broken) {
        tell(errors.output(), target, port, String.valueOf(broken.getMessage()));
      }
      errors.output().close();
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "PortForwardEnds {0}", gone.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lines.remove(number);
      bytes.reset();
      errors.reset();
    }
  }

  /// @throws IOException when it is no port
  static int port(String text) throws IOException {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw new IOException("'" + text + "' is no port");
    }
    return port;
  }

  /// From the client; its end is passed on, and an end that is none cuts the line.
  private static void up(SpdyStream bytes, Streams.Line line) {
    try {
      copy(bytes.input(), line.output());
      line.output().close();
    } catch (IOException gone) {
      line.close();
    }
  }

  static void tell(OutputStream errors, Streams.Target target, Object port, String why)
      throws IOException {
    String sentence =
        "error forwarding port "
            + port
            + " to pod "
            + target.pod().name()
            + ", uid "
            + target.uid().value()
            + ": "
            + why;
    errors.write(sentence.getBytes(StandardCharsets.UTF_8));
  }

  static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[COPY_BYTES];
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      to.flush();
    }
  }
}
