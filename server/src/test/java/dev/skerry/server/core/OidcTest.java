package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Pem;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.issue.Authority;
import dev.skerry.server.config.Credentials;
import dev.skerry.server.config.OidcConfig;
import dev.skerry.server.config.Pulse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People who log in at an issuer outside; it runs here, over TLS, with keys of its own.
final class OidcTest {
  private static final String CLIENT = "skerry";

  @TempDir Path home;

  /// An OpenID Connect issuer as far as a relying party sees it.
  private static final class Issuer implements AutoCloseable {
    final AtomicInteger asked = new AtomicInteger();
    private final HttpsServer server;
    private final Path authority;
    private final RSAKey key;

    Issuer(Path home) throws Exception {
      var chance = new SecureRandom();
      Instant now = Instant.now();
      var ca = new Authority(Authority.create(new SiteName("issuer"), now, chance), chance);
      Identity identity = ca.server(ServerNames.of(List.of("127.0.0.1")), now);
      authority = Files.writeString(home.resolve("issuer.crt"), Pem.of(ca.certificate()));
      key = new RSAKeyGenerator(2048).keyID("k1").generate();
      var contexts = new TlsContexts(InstantSource.system(), Duration.ZERO, chance);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(contexts.server(() -> identity, List.of(ca.certificate()))));
      server.createContext("/", this::answer);
      server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      asked.incrementAndGet();
      String text =
          exchange.getRequestURI().getPath().equals("/keys")
              ? new JWKSet(key.toPublicJWK()).toString()
              : "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    URI url() {
      return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    OidcConfig config() {
      return new OidcConfig(
          url(), CLIENT, "email", "oidc:", "groups", "oidc:", Optional.of(authority));
    }

    JWTClaimsSet.Builder claims(String email, String... groups) {
      return new JWTClaimsSet.Builder()
          .issuer(url().toString())
          .audience(CLIENT)
          .subject("7")
          .claim("email", email)
          .claim("email_verified", true)
          .claim("groups", List.of(groups))
          .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    String sign(JWTClaimsSet.Builder claims) throws JOSEException {
      return sign(claims, key);
    }

    String sign(JWTClaimsSet.Builder claims, RSAKey by) throws JOSEException {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var token = new SignedJWT(header, claims.build());
      token.sign(new RSASSASigner(by));
      return token.serialize();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private Core core(Issuer issuer) throws Exception {
    var credentials =
        new Credentials(
            Optional.empty(), Credentials.NONE.accountIssuer(), Optional.of(issuer.config()));
    return new Core(home.resolve("core"), Pulse.DEFAULT, credentials);
  }

  private static String said(Process process) throws Exception {
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whoLogsInElsewhereIsThatUserHere() throws Exception {
    try (var issuer = new Issuer(home)) {
      var core = core(issuer);
      String token = issuer.sign(issuer.claims("ada@example.com", "shopkeepers", "system:masters"));
      SiteBox.eventually(
          "the token lets in",
          () ->
              said(core.kubectlWithToken(token, "auth", "whoami"))
                  .contains("oidc:ada@example.com"));
      assertThat(said(core.kubectlWithToken(token, "auth", "whoami")))
          .contains("oidc:shopkeepers", "oidc:system:masters", "system:authenticated");
      assertThat(said(core.kubectlWithToken(token, "get", "pods")))
          .contains("User \"oidc:ada@example.com\" cannot list");
      core.kubectl(
              "create", "rolebinding", "shop", "--clusterrole=view", "--group=oidc:shopkeepers")
          .waitFor();
      assertThat(said(core.kubectlWithToken(token, "get", "pods"))).contains("No resources found");
      core.close();
    }
  }

  @Test
  void whatTheIssuerDidNotSignForUsIsNoProof() throws Exception {
    try (var issuer = new Issuer(home)) {
      var core = core(issuer);
      RSAKey other = new RSAKeyGenerator(2048).keyID("k1").generate();
      for (String bad :
          List.of(
              issuer.sign(issuer.claims("ada@example.com"), other),
              issuer.sign(issuer.claims("ada@example.com").audience("others")),
              issuer.sign(issuer.claims("ada@example.com").issuer("https://127.0.0.1:1")),
              issuer.sign(issuer.claims("ada@example.com").claim("email_verified", false)),
              issuer.sign(
                  issuer
                      .claims("ada@example.com")
                      .expirationTime(Date.from(Instant.now().minusSeconds(120)))),
              issuer.sign(issuer.claims("")))) {
        assertThat(said(core.kubectlWithToken(bad, "get", "pods"))).contains("provide credentials");
      }
      core.close();
    }
  }

  @Test
  void itsKeysCountOnWhileItCannotBeReached() throws Exception {
    var issuer = new Issuer(home);
    var core = core(issuer);
    String token = issuer.sign(issuer.claims("ada@example.com"));
    SiteBox.eventually(
        "the token lets in",
        () -> said(core.kubectlWithToken(token, "auth", "whoami")).contains("oidc:ada"));
    int asked = issuer.asked.get();
    issuer.close();
    String next = issuer.sign(issuer.claims("bob@example.com"));
    assertThat(said(core.kubectlWithToken(next, "auth", "whoami"))).contains("oidc:bob");
    assertThat(issuer.asked.get()).as("the issuer is not asked at every request").isEqualTo(asked);
    core.close();
  }

  @Test
  void aPluginOfKubectlBringsTheToken() throws Exception {
    try (var issuer = new Issuer(home)) {
      var core = core(issuer);
      String token = issuer.sign(issuer.claims("ada@example.com"));
      Path plugin =
          Files.writeString(
              home.resolve("login"),
              """
              #!/bin/sh
              echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}'
              """
                  .formatted(token));
      assertThat(plugin.toFile().setExecutable(true)).isTrue();
      Path config =
          Files.writeString(
              home.resolve("kubeconfig"),
              """
              apiVersion: v1
              kind: Config
              current-context: core
              contexts: [{name: core, context: {cluster: core, user: ada}}]
              clusters: [{name: core, cluster: {server: "%s", certificate-authority: "%s"}}]
              users:
              - name: ada
                user:
                  exec: {apiVersion: client.authentication.k8s.io/v1, command: "%s", interactiveMode: Never}
              """
                  .formatted(
                      core.request("").build().uri(), core.data.pki().resolve("ca.crt"), plugin));
      SiteBox.eventually(
          "the plugin's token lets in",
          () ->
              said(new ProcessBuilder(
                          "kubectl",
                          "--kubeconfig",
                          config.toString(),
                          "--cache-dir",
                          home.resolve("cache").toString(),
                          "auth",
                          "whoami")
                      .redirectErrorStream(true)
                      .start())
                  .contains("oidc:ada@example.com"));
      core.close();
    }
  }
}
