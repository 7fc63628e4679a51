package dev.skerry.model.apply;

/// Who writes, and through what.
///
/// @param manager the request's `fieldManager`, at most 128 characters
/// @param apiVersion the version that the request is written in, such as `apps/v1`
/// @param subresource such as `status`; empty for the object itself
public record Writer(String manager, String apiVersion, String subresource) {
  /// Of a field manager's name; Kubernetes' own bound.
  public static final int MAX_MANAGER_CHARS = 128;

  public Writer {
    if (manager.isEmpty() || manager.length() > MAX_MANAGER_CHARS) {
      throw new IllegalArgumentException(
          "a field manager has 1 to " + MAX_MANAGER_CHARS + " characters, not " + manager.length());
    }
  }

  public Writer(String manager, String apiVersion) {
    this(manager, apiVersion, "");
  }
}
