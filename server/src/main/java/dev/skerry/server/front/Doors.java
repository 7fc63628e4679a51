package dev.skerry.server.front;

import dev.skerry.control.plane.Input;
import dev.skerry.control.state.View;
import dev.skerry.link.Doorkeeper;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.sync.frame.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows children and nodes by their certificates, under the names that feeds have: `site:s1`,
/// `node:s1-1`. A site counts only with the uid it joined under, so a replaced one is a stranger.
public final class Doors implements Doorkeeper {
  private static final String SITE = "site:";
  private static final String NODE = "node:";

  private final Supplier<View> view;
  private final Duration silence;

  public Doors(Supplier<View> view, Duration silence) {
    this.view = view;
    this.silence = silence;
  }

  @Override
  public Optional<String> identify(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    try {
      Principal principal = Principal.of(chain.getFirst());
      Optional<String> site =
          principal.siteName().filter(name -> isChild(name.value(), principal)).map(n -> SITE + n);
      return site.or(() -> node(principal));
    } catch (PkiRefused _) {
      return Optional.empty();
    }
  }

  private boolean isChild(String name, Principal principal) {
    String joined = view.get().setting("child/" + name).text("uid");
    return principal.site().map(Uid::value).filter(joined::equals).isPresent();
  }

  private static Optional<String> node(Principal principal) {
    String prefix = "system:node:";
    return principal.groups().contains(Principal.NODES) && principal.user().startsWith(prefix)
        ? Optional.of(NODE + principal.user().substring(prefix.length()))
        : Optional.empty();
  }

  /// Who stands behind a name that [#identify] gave.
  public Input.Peer peer(String name) {
    if (name.startsWith(NODE)) {
      String node = name.substring(NODE.length());
      return new Input.Peer(Input.Peer.Kind.NODE, node, Optional.empty(), silence);
    }
    String site = name.substring(SITE.length());
    var uid = new Uid(view.get().setting("child/" + site).text("uid"));
    var identity = new Identity(Identity.Kind.SITE, site, uid);
    return new Input.Peer(Input.Peer.Kind.CHILD, site, Optional.of(identity), silence);
  }
}
