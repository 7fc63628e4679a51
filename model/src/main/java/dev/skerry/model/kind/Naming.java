package dev.skerry.model.kind;

import dev.skerry.model.meta.Names;

/// What objects of a kind may be called.
public enum Naming {
  /// A DNS label.
  LABEL(Names.MAX_LABEL, Names.LABEL_RULE),
  /// DNS labels with dots between them.
  SUBDOMAIN(Names.MAX_SUBDOMAIN, Names.SUBDOMAIN_RULE),
  /// Whatever can stand in one segment of a path, such as `system:discovery`.
  SEGMENT(
      Names.MAX_SUBDOMAIN,
      "a name must consist of printable characters without '/' and '%', at most 253 of them, and not"
          + " be '.' or '..'");

  private final int limit;
  private final String rule;

  Naming(int limit, String rule) {
    this.limit = limit;
    this.rule = rule;
  }

  public boolean allows(String name) {
    return switch (this) {
      case LABEL -> Names.isLabel(name);
      case SUBDOMAIN -> Names.isSubdomain(name);
      case SEGMENT -> Names.isSegment(name);
    };
  }

  /// Most characters of a name.
  public int limit() {
    return limit;
  }

  /// What a name consists of, in the words of Kubernetes.
  public String rule() {
    return rule;
  }

  /// As the file of kinds has it: `label`, `name` or `segment`.
  static Naming parse(String word) {
    return switch (word) {
      case "label" -> LABEL;
      case "name" -> SUBDOMAIN;
      case "segment" -> SEGMENT;
      default -> throw new IllegalArgumentException("no naming is called '" + word + "'");
    };
  }
}
