import dev.skerry.server.client.KubeFile;
import dev.skerry.pki.TlsContexts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// One connection that speaks HTTP/1.1 and is kept, blocking. As little as a client can cost, so
/// that what is measured on one machine is the server: the JDK's HttpClient took more CPU for a
/// request than the servers did.
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private long read;

  private Wire(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.host = host;
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = socket.getOutputStream();
  }

  /// Who to ask, and with which certificate.
  record Server(URI address, Optional<SSLContext> tls) {
    /// An address by itself, or a kubeconfig with a client certificate.
    static Server of(String target) throws Exception {
      if (target.startsWith("http://")) {
        return new Server(URI.create(target), Optional.empty());
      }
      KubeFile file = KubeFile.read(java.nio.file.Path.of(target));
      var contexts = new TlsContexts(InstantSource.system(), Duration.ofDays(30), new SecureRandom());
      return new Server(file.server(), Optional.of(contexts.client(() -> file.identity().orElseThrow(), file.cas())));
    }

    Wire open() throws IOException {
      Socket socket =
          tls.isPresent()
              ? tls.get().getSocketFactory().createSocket(address.getHost(), address.getPort())
              : new Socket(address.getHost(), address.getPort());
      socket.setTcpNoDelay(true);
      return new Wire(socket, address.getAuthority());
    }
  }

  /// Sends a body and reads the whole answer.
  ///
  /// @return the status
  int post(String path, String body) throws IOException {
    return send("POST", path, body);
  }

  /// @return the status
  int send(String method, String path, String body) throws IOException {
    ask(method, path, body);
    return answer();
  }

  /// Sends a merge patch and reads the whole answer.
  ///
  /// @return the status
  int patch(String path, String body) throws IOException {
    ask("PATCH", path, "application/merge-patch+json", body);
    return answer();
  }

  /// Sends a body and leaves the answer to be read.
  void ask(String method, String path, String body) throws IOException {
    ask(method, path, "application/json", body);
  }

  private void ask(String method, String path, String type, String body) throws IOException {
    byte[] sent = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method + " " + path + " HTTP/1.1\r\nHost: " + host
            + "\r\nContent-Type: " + type + "\r\nAccept: application/json\r\nContent-Length: "
            + sent.length + "\r\n\r\n";
    byte[] all = new byte[head.length() + sent.length];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
    System.arraycopy(sent, 0, all, head.length(), sent.length);
    out.write(all);
    out.flush();
  }

  /// Everything that is sent from now on, chunks' heads and all, until the connection ends.
  InputStream rest() {
    return in;
  }

  /// Reads one whole answer.
  ///
  /// @return the status
  int answer() throws IOException {
    read = 0;
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    if (!chunked) {
      in.skipNBytes(length);
      read = length;
      return status;
    }
    for (int size = chunk(); size > 0; size = chunk()) {
      in.skipNBytes(size + 2L);
      read += size;
    }
    line();
    return status;
  }

  /// Bytes of the last answer's body.
  long read() {
    return read;
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
