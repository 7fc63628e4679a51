package dev.skerry.model.schema;

import java.util.Optional;

/// The way from an object's root to a field, kept as links so that it costs nothing until an error
/// writes it: `spec.containers[0].env`, `metadata.labels[a/b]`.
public record FieldPath(Optional<FieldPath> parent, String step) {
  public static final FieldPath ROOT = new FieldPath(Optional.empty(), "");

  public FieldPath field(String name) {
    return new FieldPath(Optional.of(this), parent.isEmpty() ? name : "." + name);
  }

  public FieldPath index(int index) {
    return new FieldPath(Optional.of(this), "[" + index + "]");
  }

  /// A member of a map whose keys are data.
  public FieldPath key(String key) {
    return new FieldPath(Optional.of(this), "[" + key + "]");
  }

  @Override
  public String toString() {
    return parent.map(FieldPath::toString).orElse("") + step;
  }
}
