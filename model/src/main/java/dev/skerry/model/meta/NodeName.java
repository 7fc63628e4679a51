package dev.skerry.model.meta;

/// The name of one machine, unique at its site, by custom `<site>-<n>`. A DNS label.
public record NodeName(String value) implements Comparable<NodeName> {
  public NodeName {
    Names.requireLabel("node", value);
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
