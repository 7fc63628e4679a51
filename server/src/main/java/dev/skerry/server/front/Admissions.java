package dev.skerry.server.front;

import dev.skerry.api.plane.JoinPort;
import dev.skerry.api.status.Refused;
import dev.skerry.control.plane.Input;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.issue.Authority;
import dev.skerry.pki.issue.CertificateRequest;
import dev.skerry.server.keys.Vault;
import dev.skerry.server.plane.Loop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes tokens and signs the certificates of sites that show one. Whether a token counts is the
/// loop's decision; keys are this class's business.
public final class Admissions implements JoinPort {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Loop loop;
  private final Vault vault;

  public Admissions(Loop loop, Vault vault) {
    this.loop = loop;
    this.vault = vault;
  }

  @Override
  public String makeToken(SiteName site, Duration ttl, boolean replace)
      throws Refused, InterruptedException {
    JoinToken token = JoinToken.create(authority().pin(), vault.chance());
    Instant expires = Instant.now().plus(ttl);
    admit(
        loop.admit(
            ticket ->
                new Input.MakeToken(
                    ticket, token.id(), hash(token.secret()), site, expires, replace),
            PATIENCE));
    return token.line();
  }

  @Override
  public Joined join(String line, String request) throws Refused, InterruptedException {
    JoinToken token;
    CertificateRequest asked;
    try {
      token = JoinToken.parse(line);
      asked = CertificateRequest.parse(request);
    } catch (PkiRefused bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
    String named = loop.published().view().setting("token/" + token.id()).text("site");
    if (named.isEmpty()) {
      throw Refused.because(
          Refusal.Reason.UNAUTHORIZED,
          "the token is not known: it was used, it expired, or it is of another core; make a new"
              + " one with 'skerry token create'");
    }
    var site = new SiteName(named);
    String pin = CaPin.of(asked.key()).text();
    admit(
        loop.admit(
            ticket -> new Input.Join(ticket, token.id(), hash(token.secret()), site, pin),
            PATIENCE));
    var uid = new Uid(loop.published().view().setting("child/" + site).text("uid"));
    Authority authority = authority();
    X509Certificate made = authority.client(asked.key(), Principal.site(site, uid), Instant.now());
    return new Joined(site, Pem.of(List.of(made)), Pem.of(List.of(authority.certificate())));
  }

  private static void admit(Optional<Refusal> refusal) throws Refused {
    if (refusal.isPresent()) {
      throw new Refused(refusal.get());
    }
  }

  private Authority authority() {
    try {
      return vault.authority();
    } catch (IOException | PkiRefused gone) {
      throw new IllegalStateException("the authority's key cannot be read", gone);
    }
  }

  private static String hash(String secret) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
