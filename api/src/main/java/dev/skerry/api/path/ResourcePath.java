package dev.skerry.api.path;

import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import java.util.List;
import java.util.Optional;

/// A path below `/api/v1` or `/apis/<group>/<version>` that names a resource.
///
/// @param namespace empty for cluster-scoped kinds, and across all namespaces
/// @param name empty for a collection
/// @param subresource empty, or one word such as `status`
/// @param rest whatever follows the subresource
public record ResourcePath(
    Kind kind, String namespace, String name, String subresource, List<String> rest) {

  private static final String NAMESPACES = "namespaces";

  /// Empty when there is no such resource.
  ///
  /// @param segments after the version
  public static Optional<ResourcePath> of(
      Kinds kinds, String group, String version, List<String> segments) {
    boolean inNamespace =
        segments.size() >= 3
            && segments.getFirst().equals(NAMESPACES)
            && kinds.find(group, version, segments.get(2)).filter(Kind::namespaced).isPresent();
    List<String> own = inNamespace ? segments.subList(2, segments.size()) : segments;
    if (own.isEmpty()) {
      return Optional.empty();
    }
    return kinds
        .find(group, version, own.getFirst())
        .map(kind ->
            new ResourcePath(
                kind,
                inNamespace ? segments.get(1) : "",
                own.size() > 1 ? own.get(1) : "",
                own.size() > 2 ? own.get(2) : "",
                own.size() > 3 ? List.copyOf(own.subList(3, own.size())) : List.of()));
  }

  public boolean isCollection() {
    return name.isEmpty();
  }

  /// A single object of a namespaced kind without its namespace, or the reverse.
  public boolean isMisplaced() {
    return kind.namespaced() ? namespace.isEmpty() && !name.isEmpty() : !namespace.isEmpty();
  }
}
