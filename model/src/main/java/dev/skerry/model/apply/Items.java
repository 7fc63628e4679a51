package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a set or keyed list by their path element, in order of first appearance. Stored
/// objects may hold what apply could not have made: items with one key twice stay together as a
/// group that is owned whole; items without their keys go by index.
record Items(Map<PathElement, List<Json>> groups) {
  static Items of(Optional<Json> list, Shape shape) {
    var groups = new LinkedHashMap<PathElement, List<Json>>();
    if (list.orElse(Json.Null.VALUE) instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        Json item = items.get(i);
        PathElement element = shape.element(item).orElse(PathElement.index(i));
        groups.computeIfAbsent(element, e -> new ArrayList<>(1)).add(item);
      }
    }
    return new Items(groups);
  }

  List<PathElement> elements() {
    return List.copyOf(groups.keySet());
  }

  boolean has(PathElement element) {
    return groups.containsKey(element);
  }

  List<Json> group(PathElement element) {
    return groups.getOrDefault(element, List.of());
  }

  /// The item, or a list of all items that share the element.
  Optional<Json> value(PathElement element) {
    List<Json> group = group(element);
    return switch (group.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(group.getFirst());
      default -> Optional.of(new Json.Arr(group));
    };
  }

  /// Whether the element stands for several items, which are then no longer told apart.
  boolean doubled(PathElement element) {
    return group(element).size() > 1;
  }
}
