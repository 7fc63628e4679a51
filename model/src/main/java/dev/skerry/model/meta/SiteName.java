package dev.skerry.model.meta;

/// The name of a place with nodes, unique in a fleet; the core is a site that has children. A DNS
/// label.
public record SiteName(String value) implements Comparable<SiteName> {
  public SiteName {
    Names.requireLabel("site", value);
  }

  @Override
  public int compareTo(SiteName other) {
    return Names.order(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
