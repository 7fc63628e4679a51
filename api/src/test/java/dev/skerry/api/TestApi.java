package dev.skerry.api;

import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.ServiceAccounts;
import dev.skerry.api.access.TokenFile;
import dev.skerry.api.audit.Audit;
import dev.skerry.api.flow.FlowLimits;
import dev.skerry.api.http.Front;
import dev.skerry.api.http.Patience;
import dev.skerry.api.plane.Streams;
import dev.skerry.content.image.Library;
import dev.skerry.content.registry.Registry;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.kind.Catalog;
import dev.skerry.control.namespace.NamespaceController;
import dev.skerry.control.rbac.PolicyController;
import dev.skerry.control.state.View;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.issue.Authority;
import dev.skerry.pki.kubeconfig.Credential;
import dev.skerry.pki.kubeconfig.KubeConfig;
import dev.skerry.pki.token.AccountTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// The API of a fresh core on a port of its own, and clients of it.
final class TestApi implements AutoCloseable {
  private static final Duration LONG = Duration.ofHours(1);

  final TestPlane plane;
  final Authority authority;
  private final SecureRandom chance = new SecureRandom();
  private final TlsContexts contexts =
      new TlsContexts(InstantSource.system(), Duration.ZERO, chance);
  private final Front front;
  private final HttpClient admin;

  /// What is behind the API beside the plane.
  private record Behind(
      Streams streams, Optional<Registry> registry, Audit audit, FlowLimits limits) {
    static Behind of(Streams streams) {
      return new Behind(streams, Optional.empty(), Audit.off(), FlowLimits.DEFAULT);
    }
  }

  private TestApi(
      Function<View, Kinds> kinds,
      Path tokens,
      Behind behind,
      Patience patience,
      List<Controller> controllers)
      throws Exception {
    Instant now = Instant.now();
    authority = new Authority(Authority.create(new SiteName("core"), now, chance), chance);
    Identity server = authority.server(ServerNames.of(List.of("127.0.0.1", "localhost")), now);
    Chance random = _ -> chance.nextLong();
    var pipeline = new StandardPipeline(kinds);
    plane = new TestPlane(pipeline, random, controllers);
    var accounts =
        new ServiceAccounts(
            new AccountTokens(Keys.generate(chance), "https://kubernetes.default.svc"),
            plane::view,
            InstantSource.system());
    var parts =
        new ApiParts(
            "0.1.0",
            () -> kinds.apply(plane.view()),
            plane,
            () -> plane.health,
            plane.hub,
            pipeline,
            InstantSource.system(),
            random,
            new Authentication(
                Files.exists(tokens)
                    ? List.of(TokenFile.read(tokens), accounts)
                    : List.of(accounts)),
            accounts,
            Optional.empty(),
            Optional.empty(),
            Optional.of(behind.streams()),
            behind.registry(),
            List.of());
    front =
        new Front(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            contexts.server(() -> server, List.of(authority.certificate())),
            new Api(parts, behind.audit(), behind.limits()),
            patience);
    front.start();
    admin = client(Principal.user("admin", Principal.MASTERS));
  }

  static TestApi start() throws Exception {
    return start(new Catalog()::at);
  }

  static TestApi start(Function<View, Kinds> kinds) throws Exception {
    return new TestApi(
            kinds, Path.of("none"), Behind.of(new TestStreams()), Patience.DEFAULT, TestPlane.FEW)
        .having("default");
  }

  static TestApi withTokens(Path tokens) throws Exception {
    return new TestApi(
            new Catalog()::at,
            tokens,
            Behind.of(new TestStreams()),
            Patience.DEFAULT,
            TestPlane.FEW)
        .having("default");
  }

  static TestApi withStreams(Streams streams) throws Exception {
    return new TestApi(
            new Catalog()::at, Path.of("none"), Behind.of(streams), Patience.DEFAULT, TestPlane.FEW)
        .having("default");
  }

  /// One that serves images.
  static TestApi withImages(Library library, Patience patience) throws Exception {
    var ids = new AtomicInteger();
    var registry = new Registry(library, () -> "u" + ids.getAndIncrement());
    return new TestApi(
            new Catalog()::at,
            Path.of("none"),
            new Behind(new TestStreams(), Optional.of(registry), Audit.off(), FlowLimits.DEFAULT),
            patience,
            TestPlane.FEW)
        .having("default");
  }

  /// One that lets in few at once, waits long for them, and tells what it is asked.
  static TestApi limited(FlowLimits limits, Audit audit) throws Exception {
    return new TestApi(
            new Catalog()::at,
            Path.of("none"),
            new Behind(new TestStreams(), Optional.empty(), audit, limits),
            new Patience(LONG, LONG, LONG),
            List.of(new NamespaceController(false), new PolicyController()))
        .having("default");
  }

  /// One that tells what it is asked.
  static TestApi audited(Audit audit) throws Exception {
    return new TestApi(
            new Catalog()::at,
            Path.of("none"),
            new Behind(new TestStreams(), Optional.empty(), audit, FlowLimits.DEFAULT),
            Patience.DEFAULT,
            TestPlane.FEW)
        .having("default");
  }

  /// One that soon gives up clients which are slow.
  static TestApi with(Patience patience) throws Exception {
    return new TestApi(
            new Catalog()::at,
            Path.of("none"),
            Behind.of(new TestStreams()),
            patience,
            TestPlane.FEW)
        .having("default");
  }

  /// One of a control plane that acts on what it stores.
  ///
  /// @param namespace that it makes by itself
  static TestApi with(List<Controller> controllers, String namespace) throws Exception {
    return new TestApi(
            new Catalog()::at,
            Path.of("none"),
            Behind.of(new TestStreams()),
            Patience.DEFAULT,
            controllers)
        .having(namespace);
  }

  /// The administrator with bare hands: a TLS connection that speaks HTTP/1.1 once it is told to.
  Raw raw() throws IOException {
    return raw(Principal.user("admin", Principal.MASTERS));
  }

  Raw raw(Principal who) throws IOException {
    Identity identity = authority.client(who, Instant.now());
    return new Raw(contexts.client(() -> identity, List.of(authority.certificate())), front.port());
  }

  int port() {
    return front.port();
  }

  HttpClient client(Principal principal) {
    Identity identity = authority.client(principal, Instant.now());
    return HttpClient.newBuilder()
        .sslContext(contexts.client(() -> identity, List.of(authority.certificate())))
        .build();
  }

  /// A client that trusts `server` and shows it a certificate of ours.
  HttpClient stranger(TestApi server, Principal principal) {
    Identity identity = authority.client(principal, Instant.now());
    return HttpClient.newBuilder()
        .sslContext(contexts.client(() -> identity, List.of(server.authority.certificate())))
        .build();
  }

  HttpClient anonymous() {
    return HttpClient.newBuilder()
        .sslContext(contexts.anonymous(List.of(authority.certificate())))
        .build();
  }

  /// Pods that are bound to a node need one that is there.
  void node(String name) throws Exception {
    Reply made =
        post(
            "/api/v1/nodes",
            "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name + "\"}}");
    if (made.status() != 201) {
      throw new IllegalStateException(made.text());
    }
  }

  private TestApi having(String namespace) throws Exception {
    while (get("/api/v1/namespaces/" + namespace).status() != 200) {
      Thread.onSpinWait();
    }
    return this;
  }

  /// An answer with its body as a tree where it is JSON.
  record Reply(int status, HttpResponse<byte[]> raw) {
    String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    Obj json() {
      return JsonText.stored(raw.body());
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  URI uri(String path) {
    return URI.create("https://127.0.0.1:" + front.port() + path);
  }

  Reply get(String path, String... headers) throws Exception {
    return send(admin, request(path, headers).GET());
  }

  Reply post(String path, String body, String... headers) throws Exception {
    return send(
        admin, request(path, typed(headers)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Reply send(String method, String path, String body, String... headers) throws Exception {
    return send(
        admin,
        request(path, typed(headers)).method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String[] typed(String... headers) {
    return headers.length > 0 ? headers : new String[] {"Content-Type", "application/json"};
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  static Reply send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response);
  }

  HttpClient admin() {
    return admin;
  }

  /// A kubeconfig file of the admin in a directory.
  Path kubeconfig(Path directory) throws IOException {
    return kubeconfig(directory, Principal.user("admin", Principal.MASTERS));
  }

  /// One of somebody.
  Path kubeconfig(Path directory, Principal who) throws IOException {
    Identity identity = authority.client(who, Instant.now());
    return kubeconfig(directory, new Credential.ClientCertificate(identity));
  }

  /// One with a bearer token.
  Path kubeconfig(Path directory, String token) throws IOException {
    return kubeconfig(directory, new Credential.Token(token));
  }

  private Path kubeconfig(Path directory, Credential credential) throws IOException {
    var config =
        new KubeConfig("core", uri(""), List.of(authority.certificate()), credential, "default");
    return Files.writeString(Files.createTempFile(directory, "kubeconfig", ""), config.text());
  }

  /// A ConfigMap's text.
  static String configMap(String name, String... data) {
    Obj.Builder entries = Json.object();
    for (int i = 0; i < data.length; i += 2) {
      entries.put(data[i], data[i + 1]);
    }
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "ConfigMap")
        .put("metadata", Json.object().put("name", name).build())
        .put("data", entries.build())
        .build()
        .toString();
  }

  @Override
  public void close() {
    admin.shutdownNow();
    front.close();
  }
}
