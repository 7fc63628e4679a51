package dev.skerry.api.audit;

import dev.skerry.control.access.User;
import java.util.List;

/// One rule of a policy. An empty list asks for nothing; all that is asked for must hold.
///
/// Source: k8s.io/apiserver/pkg/audit/policy/checker.go.
///
/// @param urls paths that are no resources; a `*` at the end stands for whatever follows
record AuditRule(
    AuditLevel level,
    List<String> users,
    List<String> groups,
    List<String> verbs,
    List<Resources> resources,
    List<String> namespaces,
    List<String> urls,
    List<AuditStage> omitted,
    boolean omitManagedFields) {

  /// @param group empty for Kubernetes' core
  /// @param names such as `pods`, `pods/log`, `pods/*`, `*/scale`, `*`; empty for all
  /// @param objects names of single ones; empty for all
  record Resources(String group, List<String> names, List<String> objects) {
    boolean have(Asked asked) {
      return group.equals(asked.group())
          && (objects.isEmpty() || objects.contains(asked.name()))
          && (names.isEmpty() || names.stream().anyMatch(name -> means(name, asked)));
    }

    private static boolean means(String name, Asked asked) {
      String whole =
          asked.subresource().isEmpty()
              ? asked.resource()
              : asked.resource() + "/" + asked.subresource();
      if (name.equals("*") || name.equals(whole)) {
        return true;
      }
      boolean below = !asked.subresource().isEmpty();
      return below
          && (name.equals(asked.resource() + "/*") || name.equals("*/" + asked.subresource()));
    }
  }

  boolean matches(User user, Asked asked) {
    return (users.isEmpty() || users.contains(user.name()))
        && (groups.isEmpty() || groups.stream().anyMatch(user::isIn))
        && (verbs.isEmpty() || verbs.contains(asked.verb()))
        && (asked.isResource() ? matchesResource(asked) : matchesUrl(asked.path()));
  }

  private boolean matchesResource(Asked asked) {
    if (resources.isEmpty() && namespaces.isEmpty()) {
      return urls.isEmpty();
    }
    return (namespaces.isEmpty() || namespaces.contains(asked.namespace()))
        && (resources.isEmpty() || resources.stream().anyMatch(each -> each.have(asked)));
  }

  private boolean matchesUrl(String path) {
    if (urls.isEmpty()) {
      return resources.isEmpty() && namespaces.isEmpty();
    }
    return urls.stream()
        .anyMatch(url ->
            url.endsWith("*")
                ? path.startsWith(url.substring(0, url.length() - 1))
                : path.equals(url));
  }
}
