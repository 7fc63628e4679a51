package dev.skerry.server.gate;

import dev.skerry.control.access.User;
import dev.skerry.link.ByteStream;
import dev.skerry.link.ChildStreams;
import dev.skerry.pki.Identity;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// The child's end: asks the API of this process on behalf of a user of the parent, with a
/// certificate in that user's name that this site's own authority makes. What the user may do is
/// then decided as for anybody.
public final class ApiDoor implements ChildStreams.Handler {
  private static final System.Logger LOG = System.getLogger(ApiDoor.class.getName());
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// Clients kept, one a user; the least recently used goes.
  private static final int MAX_CLIENTS = 16;

  /// Headers of the answer that its reader needs.
  private static final List<String> KEPT =
      List.of("content-type", "warning", "location", "retry-after", "etag");

  private final Vault vault;
  private final URI api;
  private final Map<User, HttpClient> clients =
      new LinkedHashMap<>(MAX_CLIENTS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<User, HttpClient> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  /// @param api `https://127.0.0.1:port` of this process
  public ApiDoor(Vault vault, URI api) {
    this.vault = vault;
    this.api = api;
  }

  @Override
  public Optional<String> objection(String purpose, String target) {
    return purpose.equals(Call.PURPOSE)
        ? Optional.empty()
        : Optional.of("streams for " + purpose + " are not served here");
  }

  @Override
  public void serve(String purpose, String target, ByteStream stream) throws IOException {
    try {
      Call call = Call.read(stream.input());
      if (call.upgrades()) {
        SocketDoor.serve(client(call.user()), api, call, stream);
      } else {
        answer(call, stream);
      }
    } catch (PkiRefused refused) {
      throw new IOException(refused);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Call call, ByteStream stream)
      throws IOException, PkiRefused, InterruptedException {
    HttpResponse<InputStream> answer = ask(call, stream.input().readAllBytes());
    Call.write(head(answer), stream.output());
    try (InputStream body = answer.body();
        OutputStream out = stream.output()) {
      Thread.ofVirtual().name("gate-end").start(() -> closeAtEnd(stream, body));
      copy(body, out);
    }
  }

  static Call.Head head(HttpResponse<?> answer) {
    var headers = new TreeMap<String, String>();
    for (String name : KEPT) {
      answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    return new Call.Head(answer.statusCode(), headers);
  }

  /// An answer that says nothing, such as the log of a quiet container, ends with its reader.
  private static void closeAtEnd(ByteStream stream, InputStream body) {
    try {
      stream.awaitEnd();
      body.close();
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "AnswerNotClosed {0}", gone.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<InputStream> ask(Call call, byte[] body)
      throws IOException, PkiRefused, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(api + call.path()))
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    call.headers().forEach(request::setHeader);
    return client(call.user()).send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private synchronized HttpClient client(User user) throws IOException, PkiRefused {
    HttpClient known = clients.get(user);
    if (known != null) {
      return known;
    }
    var principal = new Principal(user.name(), user.groups(), Optional.empty());
    Identity identity = vault.authority().client(principal, Instant.now());
    HttpClient made =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().client(() -> identity, List.of(vault.ca())))
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .version(HttpClient.Version.HTTP_2)
            .build();
    clients.put(user, made);
    return made;
  }

  static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[16 * 1024];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      to.write(buffer, 0, count);
      to.flush();
    }
  }
}
