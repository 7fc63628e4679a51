package dev.skerry.api.media;

/// How objects are shown.
public sealed interface Shape {
  record Plain() implements Shape {}

  record Yaml() implements Shape {}

  /// Rows with columns, as `kubectl get` shows them.
  ///
  /// @param version of group `meta.k8s.io`: `v1` or `v1beta1`
  record Table(String version) implements Shape {}

  /// Metadata only (`PartialObjectMetadata`).
  record Metadata(String version) implements Shape {}
}
