package dev.skerry.server.core;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.Credentials;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.keys.Vault;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A core as a process would run it, in this JVM, with its administrator's clients.
final class Core {
  final DataDir data;
  private final CoreProcess process;
  private final Vault vault;
  private final Identity admin;
  private final HttpClient client;

  Core(Path root) throws Exception {
    this(root, Pulse.DEFAULT);
  }

  Core(Path root, Pulse pulse) throws Exception {
    this(root, pulse, Credentials.NONE);
  }

  Core(Path root, Pulse pulse, Credentials credentials) throws Exception {
    data = new DataDir(root);
    CoreConfig config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), pulse);
    PlaneConfig plane = config.plane();
    new CoreConfig(
            new PlaneConfig(
                plane.name(), plane.listen(), plane.hosts(), pulse, credentials, plane.audit()))
        .write(data);
    process = CoreProcess.start(data, CoreConfig.read(data), "0.1.0", () -> {});
    vault = new Vault(data);
    admin = vault.authority().client(Principal.user("admin", Principal.MASTERS), Instant.now());
    client = client(HttpClient.Version.HTTP_2);
  }

  HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(vault.contexts().client(() -> admin, List.of(vault.ca())))
        .build();
  }

  HttpClient admin() {
    return client;
  }

  HttpClient nobody() throws Exception {
    return HttpClient.newBuilder()
        .sslContext(vault.contexts().anonymous(List.of(vault.ca())))
        .build();
  }

  /// A client that shows this identity and trusts this core.
  HttpClient as(Identity identity) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(vault.contexts().client(() -> identity, List.of(vault.ca())))
        .build();
  }

  CaPin pin() throws Exception {
    return vault.authority().pin();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + process.port() + path));
  }

  /// Status, body, and how old what it says is; empty when it is of now.
  record Reply(int status, String contentType, String body, String age) {
    Obj json() {
      return JsonText.stored(body.getBytes(StandardCharsets.UTF_8));
    }

    String revision() {
      return json().text("metadata", "resourceVersion");
    }
  }

  Reply get(String path, String accept) throws Exception {
    return reply(request(path).header("Accept", accept).build());
  }

  Reply send(String method, String path, String type, String body) throws Exception {
    return reply(
        request(path)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Reply reply(HttpRequest request) throws Exception {
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String age = answer.headers().firstValue("Age").orElse("");
    return new Reply(answer.statusCode(), type, answer.body(), age);
  }

  BufferedReader watch(HttpClient by, String path, String accept) throws Exception {
    HttpResponse<InputStream> answer =
        by.send(
            request(path).header("Accept", accept).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  BufferedReader watch(String path) throws Exception {
    return watch(client, path, "application/json");
  }

  /// Starts kubectl as the administrator; what it prints comes as one stream.
  Process kubectl(String... words) throws Exception {
    return new ProcessBuilder(command("", words)).redirectErrorStream(true).start();
  }

  /// @param below path of the server that is meant, such as `/sites/s1`
  List<String> command(String below, String... words) {
    var command = new ArrayList<>(List.of("kubectl", "--kubeconfig"));
    command.add(data.adminKubeconfig().toString());
    command.addAll(List.of("--server", "https://127.0.0.1:" + process.port() + below));
    command.addAll(List.of("--cache-dir", data.root().resolve("cache").toString()));
    command.addAll(List.of(words));
    return command;
  }

  /// Starts kubectl with a token and nothing else.
  Process kubectlWithToken(String token, String... words) throws Exception {
    var command = new ArrayList<>(List.of("kubectl", "--kubeconfig", "/dev/null"));
    command.addAll(List.of("--server", "https://127.0.0.1:" + process.port()));
    command.addAll(List.of("--insecure-skip-tls-verify", "--token", token));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  int streams() {
    return process.streams();
  }

  void stop() throws InterruptedException {
    process.stop();
  }

  void close() throws InterruptedException {
    stop();
    client.shutdownNow();
  }
}
