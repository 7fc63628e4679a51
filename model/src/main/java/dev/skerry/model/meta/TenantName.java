package dev.skerry.model.meta;

/// The owner of namespaces; first part of every key. A DNS label.
public record TenantName(String value) implements Comparable<TenantName> {
  /// Owns everything until tenants are made.
  public static final TenantName DEFAULT = new TenantName("default");

  public TenantName {
    Names.requireLabel("tenant", value);
  }

  @Override
  public int compareTo(TenantName other) {
    return Names.order(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
