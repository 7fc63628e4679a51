package dev.skerry.server.front;

import dev.skerry.control.loop.Input;
import dev.skerry.control.state.View;
import dev.skerry.link.Doorkeeper;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.sync.frame.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows children and nodes by their certificates, under the names that feeds have: `site:s1`,
/// `node:s1-2`. They count only with the key they joined with, so a replaced one is a stranger.
public final class Doors implements Doorkeeper {
  private static final String SITE = "site:";
  private static final String NODE = "node:";
  private static final Principal STRANGER = Principal.user("nobody");

  private final Supplier<View> view;
  private final Duration silence;

  public Doors(Supplier<View> view, Duration silence) {
    this.view = view;
    this.silence = silence;
  }

  /// What is written of a member, by the name that [#identify] gives; empty for a stranger.
  static Obj membership(View view, String name) {
    return name.startsWith(NODE)
        ? view.setting("node/" + name.substring(NODE.length()))
        : view.setting("child/" + name.substring(SITE.length()));
  }

  @Override
  public Optional<String> identify(List<X509Certificate> chain) {
    try {
      return chain.isEmpty() ? Optional.empty() : known(chain.getFirst());
    } catch (PkiRefused _) {
      return Optional.empty();
    }
  }

  private Optional<String> known(X509Certificate shown) throws PkiRefused {
    Principal principal = Principal.of(shown);
    String pin = CaPin.of(shown.getPublicKey()).text();
    Optional<String> site =
        principal
            .siteName()
            .filter(name -> {
              Obj child = view.get().setting("child/" + name);
              return child.text("keyPin").equals(pin)
                  && principal.site().map(Uid::value).filter(child.text("uid")::equals).isPresent();
            })
            .map(name -> SITE + name);
    return site.or(() ->
        principal
            .nodeName()
            .filter(name -> view.get().setting("node/" + name).text("keyPin").equals(pin))
            .map(name -> NODE + name));
  }

  @Override
  public String objection(List<X509Certificate> chain) {
    String self = view.get().self().value();
    try {
      Principal principal = chain.isEmpty() ? STRANGER : Principal.of(chain.getFirst());
      Optional<String> node = principal.nodeName().map(name -> "node " + name);
      Optional<String> who = node.or(() -> principal.siteName().map(name -> "site " + name));
      return who.map(name ->
              name
                  + " is not a member of "
                  + self
                  + " with this key: it was removed, or another machine took its name; a new token"
                  + " lets it join again")
          .orElse("only sites and nodes that joined " + self + " have a link here");
    } catch (PkiRefused bad) {
      return String.valueOf(bad.getMessage());
    }
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
