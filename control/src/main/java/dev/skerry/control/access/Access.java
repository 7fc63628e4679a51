package dev.skerry.control.access;

import dev.skerry.control.state.View;
import java.util.List;
import java.util.Optional;

/// What an authenticated user may do: masters all, a site or a node only its own way in, everybody
/// else what roles are bound to them (RBAC, `rbac.authorization.k8s.io/v1`). Sites and nodes also
/// pull images here, and renew their certificates.
public final class Access {
  private static final List<String> LINKS = List.of("/skerry/link", "/skerry/stream");
  private static final String REGISTRY = "/v2";
  private static final String RENEWAL = "/skerry/v1/renew";

  private Access() {}

  /// A sentence when it is forbidden.
  ///
  /// @param view whose roles and bindings count
  public static Optional<String> objection(View view, User user, Ask ask) {
    if (user.isIn(User.MASTERS)) {
      return Optional.empty();
    }
    if (isPeer(user)) {
      return isOfPeers(ask) ? Optional.empty() : Optional.of(sentence(user, ask));
    }
    Grants grants = Grants.of(view, user, ask.namespace());
    if (grants.rules().stream().anyMatch(rule -> rule.allows(ask))) {
      return Optional.empty();
    }
    String dangling =
        grants.missing().isEmpty() ? "" : ": RBAC: " + String.join(", ", grants.missing());
    return Optional.of(sentence(user, ask) + dangling);
  }

  public static boolean allows(View view, User user, Ask ask) {
    return objection(view, user, ask).isEmpty();
  }

  /// All that a user may do in one namespace and outside of any.
  public static List<Rule> rules(View view, User user, String namespace) {
    if (user.isIn(User.MASTERS)) {
      return List.of(Rule.ALL_RESOURCES, Rule.ALL_PATHS);
    }
    return isPeer(user) ? List.of() : Grants.of(view, user, namespace).rules();
  }

  private static boolean isPeer(User user) {
    return user.isIn(User.SITES) || user.isIn(User.NODES);
  }

  private static boolean isOfPeers(Ask ask) {
    boolean pulls = isBelow(ask.path(), REGISTRY) && ask.verb().equals("get");
    boolean renews = ask.path().equals(RENEWAL) && ask.verb().equals("create");
    return pulls || renews || LINKS.stream().anyMatch(link -> isBelow(ask.path(), link));
  }

  private static String sentence(User user, Ask ask) {
    return "User \"" + user.name() + "\" cannot " + ask;
  }

  private static boolean isBelow(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
