package dev.skerry.api.http;

import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/// One HTTP request and the answer to it. Confined to the virtual thread that serves it; reading
/// and writing block. Answered once.
public final class Exchange {
  public static final String JSON = "application/json";
  public static final String TEXT = "text/plain; charset=utf-8";
  private static final int READ_BYTES = 16 * 1024;

  private final Request request;
  private final Response response;
  private final String id;
  private final List<String> segments;
  private final Fields query;
  private final Callback callback;
  private final BodyStream body;
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private Optional<Witness> witness = Optional.empty();
  private boolean handedOver;
  private boolean converses;
  private volatile boolean gone;

  /// @param id names this request in answers and in the log
  Exchange(Request request, Response response, Callback callback, String id, BodyStream body)
      throws Refused {
    this.request = request;
    this.body = body;
    this.callback = callback;
    this.response = response;
    this.id = id;
    this.segments = Segments.of(request.getHttpURI().getPath());
    try {
      this.query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    } catch (RuntimeException bad) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST, "the query is not well formed: " + bad.getMessage());
    }
  }

  public String id() {
    return id;
  }

  /// Has somebody follow it; once, first.
  public void witnessedBy(Witness follower) {
    witness = Optional.of(follower);
  }

  /// It is known who asks.
  ///
  /// @param impersonated as whom
  public void known(User user, Optional<User> impersonated) {
    witness.ifPresent(follower -> follower.known(user, impersonated));
  }

  /// The address of the client, or of what stands before it.
  public String remote() {
    return Request.getRemoteAddr(request);
  }

  public String method() {
    return request.getMethod();
  }

  /// Decoded, without empty ones.
  public List<String> segments() {
    return segments;
  }

  /// Path and query as they came.
  public String target() {
    return request.getHttpURI().getPathQuery();
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.getValue(name));
  }

  /// All values of a parameter, in order.
  public List<String> queries(String name) {
    List<String> values = query.getValues(name);
    return values == null ? List.of() : List.copyOf(values);
  }

  public boolean asks(String name) {
    String value = query(name).orElse("");
    return value.equals("true") || value.equals("1");
  }

  /// All values of a header, joined by commas.
  public Optional<String> header(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /// Names and values as they came.
  public List<HttpField> headers() {
    return List.copyOf(request.getHeaders().stream().toList());
  }

  /// The media type of the body in lower case, without parameters; empty when not said.
  public String contentType() {
    String said = header("Content-Type").orElse("");
    int semicolon = said.indexOf(';');
    return (semicolon < 0 ? said : said.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /// The client's certificate, verified by TLS; empty when it showed none.
  public Optional<X509Certificate> certificate() {
    Object session = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    if (!(session instanceof EndPoint.SslSessionData data)) {
      return Optional.empty();
    }
    X509Certificate[] chain = data.peerCertificates();
    return chain == null || chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
  }

  /// The body as it comes, of any size. Reading fails when the client is slower than
  /// [Bounds#BODY_BYTES_PER_SECOND] for long.
  public InputStream bodyStream() {
    return body;
  }

  /// Reads what is left of the body; to be done before a refusal is answered, which a client that
  /// is still writing might never read otherwise.
  public void drain() {
    body.drain();
  }

  /// The whole body, at most [Bounds#BODY_BYTES].
  public byte[] body() throws Refused, IOException {
    try {
      return whole();
    } catch (BodyStream.TooSlow slow) {
      setHeader("Connection", "close");
      throw Refused.because(Refusal.Reason.REQUEST_TIMEOUT, String.valueOf(slow.getMessage()));
    }
  }

  private byte[] whole() throws Refused, IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[READ_BYTES];
    long total = 0;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      total += n;
      if (total <= Bounds.BODY_BYTES) {
        bytes.write(buffer, 0, n);
      } else if (total > Bounds.DRAINED_BYTES) {
        break;
      }
    }
    if (total > Bounds.BODY_BYTES) {
      throw Refused.because(
          Refusal.Reason.REQUEST_ENTITY_TOO_LARGE,
          "the body is over " + Bounds.BODY_BYTES + " bytes, the limit of one object");
    }
    byte[] whole = bytes.toByteArray();
    witness.ifPresent(follower -> follower.read(whole));
    return whole;
  }

  public void setHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /// A `Warning` header (RFC 7234, code 299), which kubectl prints.
  public void warn(String sentence) {
    String safe =
        sentence.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    response.getHeaders().add("Warning", "299 - \"" + safe + "\"");
  }

  public void answer(int status, Json body) throws IOException {
    answer(status, JSON, JsonText.bytes(body));
  }

  /// Answers with a whole body; compressed when it is large and the client takes that.
  public void answer(int status, String contentType, byte[] body) throws IOException {
    response.setStatus(status);
    setHeader("Content-Type", contentType);
    witness.ifPresent(follower -> follower.answered(contentType, body));
    byte[] sent = body;
    if (body.length >= Bounds.GZIP_FROM_BYTES && takesGzip()) {
      sent = gzip(body);
      setHeader("Content-Encoding", "gzip");
      response.getHeaders().add("Vary", "Accept-Encoding");
    }
    setHeader("Content-Length", Integer.toString(sent.length));
    boolean head = method().equals("HEAD");
    Content.Sink.write(response, true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(sent));
  }

  private boolean takesGzip() {
    return header("Accept-Encoding").orElse("").contains("gzip");
  }

  private static byte[] gzip(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream(body.length / 4);
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  /// Answers with a body that comes bit by bit. What is written is sent at `flush`, or when a
  /// buffer is full; to be closed at the end. The connection may be silent for any time meanwhile,
  /// but a client that takes nothing of what is sent for [Bounds#IDLE] is given up.
  public OutputStream stream(int status, String contentType) {
    response.setStatus(status);
    setHeader("Content-Type", contentType);
    witness.ifPresent(follower -> follower.begun(status));
    request.addFailureListener(_ -> gone = true);
    var sent = new Sending(Content.Sink.asOutputStream(response));
    request.addIdleTimeoutListener(_ -> sent.isStuck());
    return new Collected(sent);
  }

  /// A stream of lines. If the client asks for a WebSocket, each is a message, and they are written
  /// on a thread of their own after this returns.
  public void lines(String contentType, Lines lines) throws IOException, InterruptedException {
    if (asksForSocket()) {
      open(_ -> {}, new LineMessages(lines, () -> gone = true));
    } else {
      lines.write(stream(HttpStatus.OK_200, contentType));
    }
  }

  /// Whether the client would go on over a WebSocket.
  public boolean asksForSocket() {
    return header("Upgrade").orElse("").equalsIgnoreCase("websocket");
  }

  /// Has something done when the client of a stream leaves before its end.
  public void whenGone(Runnable action) {
    request.addFailureListener(_ -> action.run());
  }

  /// Whether the client of a stream is known to have left.
  public boolean isGone() {
    return gone;
  }

  /// Lets another handler answer, such as one that turns the connection into a WebSocket. It
  /// completes the request by itself.
  public void handOver(Request.Handler handler) throws IOException {
    handedOver = true;
    try {
      if (!handler.handle(request, response, callback)) {
        throw new IllegalStateException("a mounted handler did not take " + target());
      }
    } catch (IOException | RuntimeException broken) {
      throw broken;
    } catch (Exception broken) {
      throw new IllegalStateException("a mounted handler failed", broken);
    }
  }

  /// Turns the connection into a WebSocket.
  ///
  /// @param protocols that we speak, the best first
  /// @param listener made for the protocol that both speak
  /// @throws Refused when this is no upgrade, or there is no such protocol
  public void upgrade(List<String> protocols, Function<String, SocketListener> listener)
      throws Refused, IOException {
    String offered = header("Sec-WebSocket-Protocol").orElse("");
    List<String> theirs = Arrays.stream(offered.split(",", -1)).map(String::strip).toList();
    Optional<String> chosen = protocols.stream().filter(theirs::contains).findFirst();
    if (!asksForSocket() || chosen.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "this is served over WebSocket with one of the protocols "
              + String.join(", ", protocols)
              + ", or by Upgrade: SPDY/3.1, as kubectl asks for it");
    }
    open(response -> response.setAcceptedSubProtocol(chosen.get()), listener.apply(chosen.get()));
  }

  private void open(Consumer<ServerUpgradeResponse> answering, SocketListener listener)
      throws IOException {
    var container =
        ServerWebSocketContainer.ensure(request.getConnectionMetaData().getConnector().getServer());
    converse();
    handOver((asked, answered, done) ->
        container.upgrade(
            (_, response, _) -> {
              answering.accept(response);
              return new SocketEnd(listener, this::over);
            },
            asked,
            answered,
            done));
  }

  /// Turns the connection into one of another protocol, which the client asked for by `Upgrade`.
  ///
  /// @param protocol as the client called it
  /// @param headers of the answer that tells it so
  /// @throws Refused when the request did not come by HTTP/1.1
  public void switchTo(String protocol, SortedMap<String, String> headers, Wire.User user)
      throws Refused, IOException {
    ConnectionMetaData via = request.getConnectionMetaData();
    if (via.getHttpVersion() != HttpVersion.HTTP_1_1) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "only a connection of HTTP/1.1 becomes one of "
              + protocol
              + ", this is "
              + via.getProtocol());
    }
    converse();
    handOver((asked, answered, done) -> {
      var end = via.getConnection().getEndPoint();
      asked.setAttribute(
          HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
          new Wire(end, via.getConnector().getExecutor(), user.then(this::over)));
      answered.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
      answered.getHeaders().put("Connection", "Upgrade");
      answered.getHeaders().put("Upgrade", protocol);
      headers.forEach(answered.getHeaders()::put);
      answered.write(true, ByteBuffer.allocate(0), done);
      return true;
    });
  }

  private void converse() {
    converses = true;
    witness.ifPresent(follower -> follower.begun(HttpStatus.SWITCHING_PROTOCOLS_101));
  }

  private void over() {
    witness.ifPresent(Witness::over);
    endings.forEach(Runnable::run);
  }

  /// Whether a conversation goes on after this was served.
  public boolean converses() {
    return converses;
  }

  /// Has something done when the conversation is over; asked for before it begins.
  public void whenOver(Runnable ending) {
    endings.add(ending);
  }

  /// What the answer begins with, or will.
  public int status() {
    return converses ? HttpStatus.SWITCHING_PROTOCOLS_101 : response.getStatus();
  }

  /// Whether the client has been told something already.
  public boolean isBegun() {
    return response.isCommitted();
  }

  boolean isHandedOver() {
    return handedOver;
  }
}
