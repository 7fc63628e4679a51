package dev.skerry.model.schema;

/// The way from an object's root to a field, kept as links so that it costs next to nothing until
/// an error writes it: `spec.containers[0].env`, `metadata.labels[a/b]`.
public final class FieldPath {
  public static final FieldPath ROOT = new FieldPath();

  private enum Step {
    ROOT,
    FIELD,
    INDEX,
    KEY
  }

  /// Itself at the root.
  private final FieldPath parent;

  private final Step step;
  private final String name;
  private final int index;

  private FieldPath() {
    parent = this;
    step = Step.ROOT;
    name = "";
    index = 0;
  }

  private FieldPath(FieldPath parent, Step step, String name, int index) {
    this.parent = parent;
    this.step = step;
    this.name = name;
    this.index = index;
  }

  public FieldPath field(String field) {
    return new FieldPath(this, Step.FIELD, field, 0);
  }

  public FieldPath index(int item) {
    return new FieldPath(this, Step.INDEX, "", item);
  }

  /// A member of a map whose keys are data.
  public FieldPath key(String key) {
    return new FieldPath(this, Step.KEY, key, 0);
  }

  @Override
  public String toString() {
    return switch (step) {
      case ROOT -> "";
      case FIELD -> parent.step == Step.ROOT ? name : parent + "." + name;
      case INDEX -> parent + "[" + index + "]";
      case KEY -> parent + "[" + name + "]";
    };
  }
}
