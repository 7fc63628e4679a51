package dev.skerry.control.workload;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.SortedMap;

/// A label selector as `{matchLabels, matchExpressions}`; an empty one matches everything. Also
/// reads the node selector's operators `Gt` and `Lt`, which compare integers.
public final class Selector {
  private Selector() {}

  public static boolean matches(Obj selector, SortedMap<String, String> labels) {
    for (var wanted : selector.obj("matchLabels").strings().entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return allMatch(selector.items("matchExpressions"), labels);
  }

  /// Whether every expression `{key, operator, values}` holds.
  public static boolean allMatch(List<Json> expressions, SortedMap<String, String> labels) {
    return expressions.stream().allMatch(e -> matches(e, labels));
  }

  private static boolean matches(Json expression, SortedMap<String, String> labels) {
    String key = expression.text("key");
    List<String> values = texts(expression.items("values"));
    boolean has = labels.containsKey(key);
    String value = labels.getOrDefault(key, "");
    return switch (expression.text("operator")) {
      case "In" -> has && values.contains(value);
      case "NotIn" -> !has || !values.contains(value);
      case "Exists" -> has;
      case "DoesNotExist" -> !has;
      case "Gt" -> has && compare(value, values) > 0;
      case "Lt" -> has && compare(value, values) < 0;
      default -> false;
    };
  }

  /// Zero when either side is no integer, so that neither `Gt` nor `Lt` holds.
  private static int compare(String value, List<String> values) {
    try {
      return values.size() == 1
          ? Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()))
          : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// The strings of a list; other items are left out.
  public static List<String> texts(List<Json> items) {
    return items.stream()
        .filter(Json.Str.class::isInstance)
        .map(item -> ((Json.Str) item).value())
        .toList();
  }
}
