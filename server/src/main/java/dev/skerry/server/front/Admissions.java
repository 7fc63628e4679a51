package dev.skerry.server.front;

import dev.skerry.api.plane.JoinPort;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Input;
import dev.skerry.control.loop.Input.Newcomer;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes tokens and signs the certificates of those who show one, and of those who have joined.
/// Whether a token counts is the loop's decision; keys are this class's business.
public final class Admissions implements JoinPort {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Loop loop;
  private final Vault vault;
  private final JoinToken.Kind kind;

  /// @param kind what may join here
  public Admissions(Loop loop, Vault vault, JoinToken.Kind kind) {
    this.loop = loop;
    this.vault = vault;
    this.kind = kind;
  }

  @Override
  public Made makeToken(Newcomer who, Duration ttl, boolean replace)
      throws Refused, InterruptedException {
    requireWelcome(who);
    JoinToken token = JoinToken.create(kind, authority().pin(), vault.chance());
    Instant expires = Instant.now().plus(ttl);
    admit(
        loop.admit(
            ticket ->
                new Input.MakeToken(ticket, token.id(), token.secretHash(), who, expires, replace),
            PATIENCE));
    return new Made(token.line(), named(token));
  }

  private void requireWelcome(Newcomer who) throws Refused {
    boolean node = who instanceof Newcomer.Node;
    if (node == (kind == JoinToken.Kind.NODE)) {
      return;
    }
    SiteName self = loop.published().view().self();
    throw Refused.because(
        Refusal.Reason.BAD_REQUEST,
        node
            ? self + " is a core and runs no pods: make the token of a node at its site's API"
            : "sites join a core; " + self + " is a site, and nodes join it");
  }

  /// Whom a token lets in, as the loop wrote it down.
  private Newcomer named(JoinToken token) throws Refused {
    Obj kept = loop.published().view().setting("token/" + token.id());
    if (!kept.text("node").isEmpty()) {
      return new Newcomer.Node(Optional.of(new NodeName(kept.text("node"))));
    }
    if (!kept.text("site").isEmpty()) {
      return new Newcomer.Site(new SiteName(kept.text("site")));
    }
    throw Refused.because(
        Refusal.Reason.UNAUTHORIZED,
        "the token is not known: it was used, it expired, or it is of another core or site; make a"
            + " new one with 'skerry token create'");
  }

  @Override
  public Joined join(Shown shown) throws Refused, InterruptedException {
    JoinToken token;
    try {
      token = JoinToken.parse(shown.token());
    } catch (PkiRefused bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
    CertificateRequest asked = request(shown.request());
    Newcomer who = named(token);
    requireSame(who, shown.known());
    String pin = CaPin.of(asked.key()).text();
    admit(
        loop.admit(
            ticket -> new Input.Join(ticket, token.id(), token.secretHash(), who, pin), PATIENCE));
    Authority authority = authority();
    SiteName site =
        switch (who) {
          case Newcomer.Site(SiteName name) -> name;
          case Newcomer.Node _ -> loop.published().view().self();
        };
    return new Joined(
        who, site, signed(asked, principal(who)), Pem.of(List.of(authority.certificate())));
  }

  /// Before the token is used up.
  private static void requireSame(Newcomer who, Optional<NodeName> known) throws Refused {
    boolean same =
        known.isEmpty() || (who instanceof Newcomer.Node(var name) && name.equals(known));
    if (!same) {
      throw Refused.because(
          Refusal.Reason.CONFLICT,
          "the token is for another node than " + known.get() + ", which this directory is of");
    }
  }

  private Principal principal(Newcomer who) {
    return switch (who) {
      case Newcomer.Site(SiteName name) -> {
        View view = loop.published().view();
        yield Principal.site(name, new Uid(view.setting("child/" + name).text("uid")));
      }
      case Newcomer.Node(var name) -> Principal.node(name.orElseThrow());
    };
  }

  @Override
  public String renew(User user, String request) throws Refused {
    var principal = new Principal(user.name(), user.groups(), Optional.empty());
    Optional<Newcomer> who = newcomer(principal);
    CertificateRequest asked = request(request);
    if (who.isEmpty() || !keyPin(who.get()).equals(CaPin.of(asked.key()).text())) {
      throw Refused.because(Refusal.Reason.FORBIDDEN, stranger(user.name()));
    }
    return signed(asked, principal(who.get()));
  }

  private static String stranger(String name) {
    return name
        + " is not a member with this key: it was removed, or another machine took its name;"
        + " a new token lets it join again";
  }

  @Override
  public Optional<String> objection(X509Certificate shown) {
    try {
      Principal principal = Principal.of(shown);
      return newcomer(principal)
          .filter(who -> !keyPin(who).equals(CaPin.of(shown.getPublicKey()).text()))
          .map(_ -> stranger(principal.user()));
    } catch (PkiRefused bad) {
      return Optional.of(String.valueOf(bad.getMessage()));
    }
  }

  private static Optional<Newcomer> newcomer(Principal principal) {
    return principal
        .siteName()
        .<Newcomer>map(Newcomer.Site::new)
        .or(() -> principal.nodeName().map(name -> new Newcomer.Node(Optional.of(name))));
  }

  private String keyPin(Newcomer who) {
    View view = loop.published().view();
    return switch (who) {
      case Newcomer.Site(SiteName name) -> view.setting("child/" + name).text("keyPin");
      case Newcomer.Node(var name) -> view.setting("node/" + name.orElseThrow()).text("keyPin");
    };
  }

  private String signed(CertificateRequest asked, Principal principal) {
    X509Certificate made = authority().client(asked.key(), principal, vault.clock().instant());
    return Pem.of(List.of(made));
  }

  private static CertificateRequest request(String pem) throws Refused {
    try {
      return CertificateRequest.parse(pem);
    } catch (PkiRefused bad) {
      throw Refused.because(Refusal.Reason.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
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
}
