package dev.skerry.model.meta;

/// Names one object of a store at a time; a successor of the same name has another [Uid]. Sorted by
/// kind, tenant, namespace and name, so that a list is one range.
///
/// @param namespace empty for cluster-scoped kinds
public record ObjectKey(GroupKind kind, TenantName tenant, String namespace, String name)
    implements Comparable<ObjectKey> {
  public static ObjectKey of(GroupKind kind, String namespace, String name) {
    return new ObjectKey(kind, TenantName.DEFAULT, namespace, name);
  }

  public ObjectKey named(String otherName) {
    return new ObjectKey(kind, tenant, namespace, otherName);
  }

  @Override
  public int compareTo(ObjectKey other) {
    int order = kind.compareTo(other.kind);
    if (order == 0) {
      order = tenant.compareTo(other.tenant);
    }
    if (order == 0) {
      order = Names.order(namespace, other.namespace);
    }
    return order == 0 ? name.compareTo(other.name) : order;
  }

  /// `Deployment.apps default/shop`.
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
