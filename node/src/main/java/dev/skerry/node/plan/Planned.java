package dev.skerry.node.plan;

/// A plan, or what stands in its way for now.
public sealed interface Planned<T> {
  record Ready<T>(T plan) implements Planned<T> {}

  /// @param reason as Kubernetes names it, such as `CreateContainerConfigError`
  record Blocked<T>(String reason, String message) implements Planned<T> {}
}
