package dev.skerry.drivers.probe;

import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.Prober.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One GET, by a socket of its own that is closed after the head of the answer: a probe needs no
/// body, may set `Host`, and keeps nothing open.
///
/// Source: RFC 9112; statuses and redirects as Kubernetes' HTTP prober.
final class HttpQuestion {
  /// The head of an answer that is read at most, bytes.
  private static final int MAX_HEAD = 32 * 1024;

  private static final int MAX_REDIRECTS = 10;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Action.Http asked;
  private final Deadline deadline;

  private record Where(String scheme, String host, int port, String path) {
    String authority() {
      return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
  }

  private record Head(int status, Optional<String> location) {}

  HttpQuestion(Action.Http asked, Deadline deadline) {
    this.asked = asked;
    this.deadline = deadline;
  }

  Answer ask(String host) throws IOException {
    var where =
        new Where(asked.scheme().toLowerCase(Locale.ROOT), host, asked.port(), asked.path());
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      Head head = get(where);
      if (head.status() < 300 || head.status() >= 400 || head.location().isEmpty()) {
        return judged(head.status());
      }
      Optional<Where> next = redirect(where, head.location().get());
      if (next.isEmpty()) {
        return new Answer(true, "Probe terminated redirects, Response body: ");
      }
      where = next.get();
    }
    return new Answer(false, "stopped after " + MAX_REDIRECTS + " redirects");
  }

  private static Answer judged(int status) {
    return status >= 200 && status < 400
        ? new Answer(true, "HTTP status " + status)
        : new Answer(false, "HTTP probe failed with statuscode: " + status);
  }

  /// Empty when it leads to another host, which is never asked.
  private static Optional<Where> redirect(Where from, String location) {
    URI to;
    try {
      to = URI.create(from.scheme() + "://" + from.authority() + from.path()).resolve(location);
    } catch (IllegalArgumentException noUri) {
      return Optional.empty();
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("http") || scheme.equals("https");
    if (!known || !from.host().equals(to.getHost())) {
      return Optional.empty();
    }
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    int port = to.getPort() < 0 ? usual : to.getPort();
    return Optional.of(new Where(scheme, from.host(), port, path(to)));
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private Head get(Where where) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(where.host(), where.port()), deadline.leftMillis());
      plain.setSoTimeout(deadline.leftMillis());
      if (!where.scheme().equals("https")) {
        return talk(plain, where);
      }
      try (Socket tls = TrustAll.sockets().createSocket(plain, where.host(), where.port(), false)) {
        return talk(tls, where);
      }
    }
  }

  private Head talk(Socket socket, Where where) throws IOException {
    socket.getOutputStream().write(request(where).getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return head(socket);
  }

  private String request(Where where) {
    var lines = new StringBuilder("GET " + where.path() + " HTTP/1.1\r\n");
    if (!has("Host")) {
      lines.append("Host: ").append(where.authority()).append("\r\n");
    }
    if (!has("User-Agent")) {
      lines.append("User-Agent: kube-probe/1.33\r\n");
    }
    if (!has("Accept")) {
      lines.append("Accept: */*\r\n");
    }
    for (Action.Header header : asked.headers()) {
      lines.append(clean(header.name())).append(": ").append(clean(header.value())).append("\r\n");
    }
    return lines.append("Connection: close\r\n\r\n").toString();
  }

  private boolean has(String name) {
    return asked.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
  }

  /// A header cannot end its line and begin another.
  private static String clean(String text) {
    return text.chars()
        .filter(c -> c >= ' ')
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  private Head head(Socket socket) throws IOException {
    List<String> lines = readHead(socket).lines().toList();
    String[] first = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/") || !first[1].matches("[1-5][0-9]{2}")) {
      throw new IOException("malformed HTTP response");
    }
    Optional<String> location =
        lines.stream()
            .skip(1)
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location:"))
            .map(line -> line.substring("location:".length()).strip())
            .findFirst();
    return new Head(Integer.parseInt(first[1]), location);
  }

  private String readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    byte[] chunk = new byte[4096];
    while (head.indexOf("\r\n\r\n") < 0) {
      socket.setSoTimeout(deadline.leftMillis());
      int count = in.read(chunk);
      if (count < 0) {
        break;
      }
      head.append(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
      if (head.length() > MAX_HEAD) {
        throw new IOException("the head of the HTTP response is over " + MAX_HEAD + " bytes");
      }
    }
    return head.toString();
  }
}
