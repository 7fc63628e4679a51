package dev.skerry.model.meta;

/// A kind in its API group; the group is empty for the core group.
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {
  public static GroupKind core(String kind) {
    return new GroupKind("", kind);
  }

  @Override
  public int compareTo(GroupKind other) {
    int order = Names.order(group, other.group);
    return order == 0 ? Names.order(kind, other.kind) : order;
  }

  /// `Deployment.apps`, or `Pod` in the core group.
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
