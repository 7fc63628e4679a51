package dev.skerry.server.enrol;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Identity;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.issue.CertificateRequest;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Shows a token over a connection that only the holder of the pinned key can serve, and gets a
/// certificate for a key that never leaves this machine.
public final class Enrolment {
  private Enrolment() {}

  /// What a newcomer got.
  ///
  /// @param ca of the control plane, PEM
  /// @param answer all of it: `site`, and `node` when one joined
  public record Joined(Identity identity, String ca, Json answer) {}

  /// Whether a token lets in a node of a site, rather than a site of a core.
  public static boolean isOfNode(String token) throws PkiRefused {
    return JoinToken.parse(token).kind() == JoinToken.Kind.NODE;
  }

  /// Asks the first address that answers. The token is used up by a success only.
  ///
  /// @param known the name of a node that joins again
  /// @throws ConfigRefused when it was refused, or the clocks differ
  public static Joined join(
      List<URI> addresses, JoinToken token, Vault vault, Optional<String> known)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    KeyPair pair = Keys.generate(vault.chance());
    var body =
        Json.object()
            .put("token", token.line())
            .put("request", CertificateRequest.create(pair, vault.chance()));
    known.ifPresent(name -> body.put("node", name));
    Json answer = ask(addresses, token, vault, body.build());
    var identity = new Identity(pair.getPrivate(), Pem.certificates(answer.text("certificate")));
    return new Joined(identity, answer.text("ca"), answer);
  }

  private static Json ask(List<URI> addresses, JoinToken token, Vault vault, Obj body)
      throws IOException, ConfigRefused, InterruptedException {
    Optional<IOException> first = Optional.empty();
    for (URI address : addresses) {
      try {
        compareClocks(address, token, vault);
        try (var wicket = new Wicket(address, vault.contexts().pinned(token.pin()))) {
          return wicket.post("/skerry/v1/join", body);
        }
      } catch (IOException silent) {
        first = first.or(() -> Optional.of(silent));
      }
    }
    throw first.orElseThrow(() -> new ConfigRefused("no address to join was given"));
  }

  /// Before anything is decided by time: a certificate that seems to be of another year says less.
  private static void compareClocks(URI address, JoinToken token, Vault vault)
      throws IOException, ConfigRefused, InterruptedException {
    SSLContext anyTime = vault.contexts().pinnedAtAnyTime(token.pin());
    Optional<String> apart = Hours.apart(address, anyTime, vault.clock().instant());
    if (apart.isPresent()) {
      throw new ConfigRefused(
          apart.get() + "; set the wrong one and join again, the token is still good");
    }
  }

  /// A new certificate for the same key from the first address that answers.
  ///
  /// @param ca of the control plane, PEM; also verifies what it gave
  public static Identity renew(List<URI> addresses, Identity old, Vault vault, String ca)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    var pair = new KeyPair(old.certificate().getPublicKey(), old.key());
    Obj body =
        Json.object().put("request", CertificateRequest.create(pair, vault.chance())).build();
    var tls = vault.contexts().client(() -> old, Pem.certificates(ca));
    Optional<IOException> first = Optional.empty();
    for (URI address : addresses) {
      try (var wicket = new Wicket(address, tls)) {
        Json answer = wicket.post("/skerry/v1/renew", body);
        return new Identity(old.key(), Pem.certificates(answer.text("certificate")));
      } catch (IOException silent) {
        first = first.or(() -> Optional.of(silent));
      }
    }
    throw first.orElseThrow(() -> new ConfigRefused("no address to ask was given"));
  }
}
