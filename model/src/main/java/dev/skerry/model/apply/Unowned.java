package dev.skerry.model.apply;

import dev.skerry.model.json.Obj;
import java.util.List;

/// What no writer owns: what names an object, and what the server alone writes.
final class Unowned {
  static final FieldSet FIELDS =
      FieldSet.ofFields(
          "apiVersion",
          "kind",
          "metadata",
          "metadata.name",
          "metadata.namespace",
          "metadata.creationTimestamp",
          "metadata.selfLink",
          "metadata.uid",
          "metadata.clusterName",
          "metadata.generation",
          "metadata.managedFields",
          "metadata.resourceVersion");

  private static final List<String> SERVER_WRITTEN =
      List.of(
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "generation",
          "managedFields",
          "resourceVersion",
          "selfLink",
          "uid");

  private Unowned() {}

  /// A configuration without what only the server writes, so that applying cannot change it.
  static Obj strip(Obj config) {
    Obj stripped = config;
    for (String name : SERVER_WRITTEN) {
      stripped = stripped.withoutAt("metadata", name);
    }
    return stripped;
  }
}
