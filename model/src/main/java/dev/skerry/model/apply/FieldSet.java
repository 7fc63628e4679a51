package dev.skerry.model.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/// An immutable set of field paths, kept as a tree. A path is in the set or not; that a longer path
/// is in it says nothing of the shorter ones.
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(Collections.emptySortedMap());

  private static final Node NOTHING = new Node(false, EMPTY);

  private final SortedMap<PathElement, Node> nodes;

  /// @param member the path that ends here is in the set
  /// @param below the paths that go on from here
  private record Node(boolean member, FieldSet below) {
    boolean isEmpty() {
      return !member && below.isEmpty();
    }
  }

  private FieldSet(SortedMap<PathElement, Node> nodes) {
    this.nodes = nodes;
  }

  /// Paths of plain field names, written with dots: `metadata.name`.
  public static FieldSet ofFields(String... paths) {
    var builder = new Builder();
    for (String path : paths) {
      Builder here = builder;
      for (String name : List.of(path.split("\\.", -1))) {
        here = here.at(PathElement.field(name));
      }
      here.add();
    }
    return builder.build();
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  public boolean has(PathElement element) {
    return node(element).member();
  }

  public boolean has(List<PathElement> path) {
    return switch (path.size()) {
      case 0 -> false;
      case 1 -> has(path.getFirst());
      default -> below(path.getFirst()).has(path.subList(1, path.size()));
    };
  }

  /// What follows an element, without it.
  public FieldSet below(PathElement element) {
    return node(element).below();
  }

  /// First steps of all paths, sorted.
  public List<PathElement> elements() {
    return List.copyOf(nodes.keySet());
  }

  public FieldSet union(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return combine(other, (x, y) -> new Node(x.member() || y.member(), x.below().union(y.below())));
  }

  public FieldSet intersection(FieldSet other) {
    if (isEmpty() || other.isEmpty()) {
      return EMPTY;
    }
    return combine(
        other, (x, y) -> new Node(x.member() && y.member(), x.below().intersection(y.below())));
  }

  public FieldSet difference(FieldSet other) {
    return isEmpty() || other.isEmpty()
        ? this
        : combine(
            other, (x, y) -> new Node(x.member() && !y.member(), x.below().difference(y.below())));
  }

  /// Without the paths of `other` and all that lies below them.
  public FieldSet recursiveDifference(FieldSet other) {
    return isEmpty() || other.isEmpty()
        ? this
        : combine(
            other,
            (x, y) ->
                y.member()
                    ? NOTHING
                    : new Node(x.member(), x.below().recursiveDifference(y.below())));
  }

  /// The paths that no longer path of the set goes on from.
  public FieldSet leaves() {
    return combine(
        EMPTY, (x, y) -> new Node(x.member() && x.below().isEmpty(), x.below().leaves()));
  }

  /// Also the named fields on the way to each path. Owners of `spec.replicas` do not say that they
  /// own `spec`; for removal it counts.
  FieldSet withNamedFields(Shape shape) {
    var more = new TreeMap<PathElement, Node>();
    nodes.forEach((element, node) -> {
      boolean named = !node.below().isEmpty() && shape.names(element);
      FieldSet below = node.below().withNamedFields(shape.under(element));
      more.put(element, new Node(node.member() || named, below));
    });
    return new FieldSet(more);
  }

  /// Every path as a person reads it, such as `.spec.containers[name="web"].image`; shorter first.
  public List<String> paths() {
    var all = new ArrayList<String>();
    collect("", all);
    return all;
  }

  private void collect(String prefix, List<String> into) {
    nodes.forEach((element, node) -> {
      if (node.member()) {
        into.add(prefix + element);
      }
    });
    nodes.forEach((element, node) -> node.below().collect(prefix + element, into));
  }

  private Node node(PathElement element) {
    return nodes.getOrDefault(element, NOTHING);
  }

  private FieldSet combine(FieldSet other, BinaryOperator<Node> rule) {
    var result = new TreeMap<PathElement, Node>();
    for (Map.Entry<PathElement, Node> entry : nodes.entrySet()) {
      put(result, entry.getKey(), rule.apply(entry.getValue(), other.node(entry.getKey())));
    }
    for (Map.Entry<PathElement, Node> entry : other.nodes.entrySet()) {
      if (!nodes.containsKey(entry.getKey())) {
        put(result, entry.getKey(), rule.apply(NOTHING, entry.getValue()));
      }
    }
    return result.isEmpty() ? EMPTY : new FieldSet(result);
  }

  private static void put(Map<PathElement, Node> into, PathElement element, Node node) {
    if (!node.isEmpty()) {
      into.put(element, node);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet that && nodes.equals(that.nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return String.join("\n", paths());
  }

  /// One place of a set under construction; confined to one thread.
  public static final class Builder {
    private final TreeMap<PathElement, Builder> inner = new TreeMap<>();
    private boolean member;

    /// The place one step further, made when asked for; it stays out of the set until added.
    public Builder at(PathElement element) {
      return inner.computeIfAbsent(element, e -> new Builder());
    }

    /// Puts the path that ends here in the set. The path of no steps is never in one.
    public void add() {
      member = true;
    }

    public FieldSet build() {
      var nodes = new TreeMap<PathElement, Node>();
      inner.forEach(
          (element, builder) -> put(nodes, element, new Node(builder.member, builder.build())));
      return nodes.isEmpty() ? EMPTY : new FieldSet(nodes);
    }
  }
}
