package dev.skerry.model.meta;

import java.util.Comparator;

/// Names one object of a store at a time; a successor of the same name has another [Uid]. Sorted by
/// kind, tenant, namespace and name, so that a list is one range.
///
/// @param namespace empty for cluster-scoped kinds
public record ObjectKey(GroupKind kind, TenantName tenant, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::kind)
          .thenComparing(ObjectKey::tenant)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  public static ObjectKey of(GroupKind kind, String namespace, String name) {
    return new ObjectKey(kind, TenantName.DEFAULT, namespace, name);
  }

  public ObjectKey named(String otherName) {
    return new ObjectKey(kind, tenant, namespace, otherName);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /// `Deployment.apps default/shop`.
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
