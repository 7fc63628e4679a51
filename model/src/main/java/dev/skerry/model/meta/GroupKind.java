package dev.skerry.model.meta;

import java.util.Comparator;

/// A kind in its API group; the group is empty for the core group.
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {
  private static final Comparator<GroupKind> ORDER =
      Comparator.comparing(GroupKind::group).thenComparing(GroupKind::kind);

  public static GroupKind core(String kind) {
    return new GroupKind("", kind);
  }

  @Override
  public int compareTo(GroupKind other) {
    return ORDER.compare(this, other);
  }

  /// `Deployment.apps`, or `Pod` in the core group.
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
