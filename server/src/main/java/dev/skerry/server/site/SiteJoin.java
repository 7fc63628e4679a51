package dev.skerry.server.site;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.issue.CertificateRequest;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Driver;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.PlaneConfig;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;

/// Joins a directory to a core: shows the token over a connection that only the holder of the
/// pinned key can serve, and gets a certificate for a key that never leaves this machine.
public final class SiteJoin {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SiteJoin() {}

  /// What a site is told when it joins, besides its token.
  ///
  /// @param listen of the site's own API; port 0 takes a free one, which is kept from then on
  public record Wishes(Endpoint listen, Pulse pulse, Driver driver) {}

  /// @param token the line that the core's administrator got
  /// @throws ConfigRefused when the directory is a site's or a core's already, or the core refuses
  public static SiteConfig join(URI core, String token, DataDir data, Wishes wishes)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    if (SiteConfig.exists(data)) {
      throw new ConfigRefused(
          data.root()
              + " has joined already, as "
              + SiteConfig.read(data).plane().name()
              + "; use another directory, or remove this one if the site is gone for good");
    }
    JoinToken shown = JoinToken.parse(token);
    Files.createDirectories(data.root());
    var vault = new Vault(data);
    KeyPair pair = Keys.generate(vault.chance());
    Json answer = ask(core, shown, vault, CertificateRequest.create(pair, vault.chance()));
    var chain = Pem.certificates(answer.text("certificate"));
    SiteName name =
        Principal.of(chain.getFirst())
            .siteName()
            .orElseThrow(() -> new PkiRefused("the core's certificate names no site"));
    vault.found(name);
    vault.joined(new Identity(pair.getPrivate(), chain), answer.text("ca"));
    PlaneConfig plane = PlaneConfig.fresh(name, wishes.listen(), wishes.pulse());
    var config = new SiteConfig(plane, core, NodeConfig.first(name, wishes.driver(), data));
    vault.writeAdminKubeconfig(name.value(), plane.url(), "local");
    config.write(data);
    return config;
  }

  private static Json ask(URI core, JoinToken token, Vault vault, String request)
      throws IOException, ConfigRefused, InterruptedException {
    var body = Json.object().put("token", token.line()).put("request", request).build();
    try (var client =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().pinned(token.pin()))
            .connectTimeout(PATIENCE)
            .build()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(core.resolve("/skerry/v1/join"))
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.bytes(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      Json answer = JsonText.parse(response.body(), JsonLimits.REQUEST).value();
      if (response.statusCode() / 100 != 2) {
        throw new ConfigRefused("the core at " + core + " refused: " + answer.text("message"));
      }
      return answer;
    } catch (JsonRefused bad) {
      throw new IOException("the answer of " + core + " is not JSON", bad);
    }
  }
}
