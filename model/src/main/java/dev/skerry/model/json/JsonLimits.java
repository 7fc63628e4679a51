package dev.skerry.model.json;

/// What a text may cost before it is refused. Depth counts nested objects and arrays.
///
/// @param maxBytes largest text, bytes
/// @param maxDepth deepest nesting
public record JsonLimits(int maxBytes, int maxDepth) {
  /// A request body: Kubernetes refuses above 3 MiB (its request limit), and nothing a person
  /// writes nests 64 levels.
  public static final JsonLimits REQUEST = new JsonLimits(3 * 1024 * 1024, 64);

  /// What was stored before: larger than any request, since managedFields are added to it.
  public static final JsonLimits STORED = new JsonLimits(16 * 1024 * 1024, 256);
}
