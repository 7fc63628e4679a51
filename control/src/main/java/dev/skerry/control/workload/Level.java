package dev.skerry.control.workload;

/// Where a control plane stands.
public enum Level {
  /// Has children and runs no pods itself.
  CORE,
  /// Runs pods on its own nodes.
  SITE
}
