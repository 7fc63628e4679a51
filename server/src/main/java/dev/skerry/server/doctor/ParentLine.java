package dev.skerry.server.doctor;

import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/// One call to the parent, step by step: TCP, TLS under the pinned authority, HTTP. Made once and
/// remembered, as several checks want to know.
final class ParentLine {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int HTTPS = 443;

  private final Patient patient;
  private final List<Reached> known = new ArrayList<>();

  /// How far it went.
  sealed interface Reached {
    /// There is nobody to call.
    record Nobody() implements Reached {}

    /// Nobody took the connection, or nobody spoke in time.
    record NoTcp(URI parent, String why) implements Reached {}

    record NoTls(URI parent, String why) implements Reached {}

    /// @param date of the parent's clock, to the second
    /// @param rtt of the request, on a connection that was open
    record Answered(URI parent, Instant date, Duration rtt) implements Reached {}
  }

  ParentLine(Patient patient) {
    this.patient = patient;
  }

  Reached reached() throws InterruptedException {
    if (known.isEmpty()) {
      known.add(patient.parents().isEmpty() ? new Reached.Nobody() : call());
    }
    return known.getFirst();
  }

  /// The first parent that answers, else what was wrong with the last.
  private Reached call() throws InterruptedException {
    Reached last = new Reached.Nobody();
    for (URI parent : patient.parents()) {
      last = call(parent);
      if (last instanceof Reached.Answered) {
        return last;
      }
    }
    return last;
  }

  private Reached call(URI parent) throws InterruptedException {
    int port = parent.getPort() < 0 ? HTTPS : parent.getPort();
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(parent.getHost(), port), Math.toIntExact(PATIENCE.toMillis()));
    } catch (IOException unreachable) {
      return new Reached.NoTcp(parent, said(unreachable));
    }
    try {
      var cas = Pem.certificates(Files.readString(patient.data().parentCa()));
      return answer(parent, new Vault(patient.data()).contexts().anonymousAtAnyTime(cas));
    } catch (HttpTimeoutException late) {
      return new Reached.NoTcp(parent, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (IOException | PkiRefused | DateTimeException refused) {
      return new Reached.NoTls(parent, said(refused));
    }
  }

  /// The client of the platform often gives no message.
  static String said(Exception failed) {
    String message = failed.getMessage();
    return message == null ? failed.getClass().getSimpleName() : message;
  }

  private static Reached answer(URI parent, SSLContext tls)
      throws IOException, InterruptedException {
    try (var http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(parent.resolve("/version")).timeout(PATIENCE).build();
      http.send(request, HttpResponse.BodyHandlers.discarding());
      long start = System.nanoTime();
      var answer = http.send(request, HttpResponse.BodyHandlers.discarding());
      Duration rtt = Duration.ofNanos(System.nanoTime() - start);
      String date = answer.headers().firstValue("date").orElse("");
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return new Reached.Answered(parent, then, rtt);
    }
  }

  /// What the parent answers to somebody with this site's certificate.
  int statusForUs() throws IOException, PkiRefused, InterruptedException {
    try (var http =
        HttpClient.newBuilder()
            .sslContext(new Vault(patient.data()).towardsParent())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(patient.parents().getFirst().resolve("/v2/"))
              .timeout(PATIENCE)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
