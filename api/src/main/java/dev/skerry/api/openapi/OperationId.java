package dev.skerry.api.openapi;

import dev.skerry.model.kind.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The name of an operation, unique over all documents, made as Kubernetes makes it:
/// `readCoreV1NamespacedPod`, `patchAppsV1NamespacedDeploymentStatus`.
final class OperationId {
  private OperationId() {}

  /// @param action as in `x-kubernetes-action`
  /// @param sub the subresource with a capital, empty for the object itself
  static String of(Kind kind, String action, String sub) {
    String verb =
        switch (action) {
          case "get" -> "read";
          case "post" -> "create";
          case "put" -> "replace";
          case "deletecollection" -> "delete";
          default -> action;
        };
    String many = action.equals("deletecollection") ? "Collection" : "";
    String scope = kind.namespaced() ? "Namespaced" : "";
    return verb + group(kind) + capital(kind.version()) + many + scope + kind.kind() + sub;
  }

  /// `Core`, `Apps`, `Coordination` for `coordination.k8s.io`, `SkerryDev` for `skerry.dev`.
  private static String group(Kind kind) {
    String group = kind.group().isEmpty() ? "core" : kind.group().replaceFirst("\\.k8s\\.io$", "");
    return Arrays.stream(group.split("[.-]", -1))
        .map(OperationId::capital)
        .collect(Collectors.joining());
  }

  private static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
