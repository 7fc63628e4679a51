package dev.skerry.control.access;

import java.util.List;
import java.util.Optional;

/// What an authenticated user may do: masters all, a site or a node only its own way in. They also
/// pull images here, and renew their certificates.
public final class Access {
  private static final List<String> LINKS = List.of("/skerry/link", "/skerry/stream");
  private static final String REGISTRY = "/v2";
  private static final String RENEWAL = "/skerry/v1/renew";

  private Access() {}

  /// Something somebody asks for.
  ///
  /// @param verb as in RBAC: `get`, `list`, `watch`, `create`, `deletecollection` …
  /// @param path of the request, for what is no resource; else empty
  /// @param group of the resource; empty for the core group
  /// @param resource in the plural, with its subresource: `pods`, `pods/log`; empty for a path
  public record Ask(
      String verb, String path, String group, String resource, String namespace, String name) {
    public static Ask path(String verb, String path) {
      return new Ask(verb, path, "", "", "", "");
    }
  }

  /// A sentence when it is forbidden.
  public static Optional<String> objection(User user, Ask ask) {
    if (user.isIn(User.MASTERS)) {
      return Optional.empty();
    }
    boolean peer = user.isIn(User.SITES) || user.isIn(User.NODES);
    boolean pulls = isBelow(ask.path(), REGISTRY) && ask.verb().equals("get");
    boolean renews = ask.path().equals(RENEWAL) && ask.verb().equals("create");
    if (peer && (pulls || renews || LINKS.stream().anyMatch(link -> isBelow(ask.path(), link)))) {
      return Optional.empty();
    }
    return Optional.of("User \"" + user.name() + "\" cannot " + ask.verb() + " " + what(ask));
  }

  /// As Kubernetes words it; tools read it.
  private static String what(Ask ask) {
    if (ask.resource().isEmpty()) {
      return "path \"" + ask.path() + "\"";
    }
    return "resource \""
        + ask.resource()
        + "\" in API group \""
        + ask.group()
        + "\""
        + (ask.namespace().isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + ask.namespace() + "\"");
  }

  private static boolean isBelow(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
