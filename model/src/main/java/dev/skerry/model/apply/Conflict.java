package dev.skerry.model.apply;

/// A field that an apply would change although another manager owns it.
///
/// @param path such as `.spec.replicas`
public record Conflict(ManagerId manager, String path) {
  /// The message of one cause in a `Status`, to which the path is its field.
  public String message() {
    return "conflict with " + manager;
  }
}
