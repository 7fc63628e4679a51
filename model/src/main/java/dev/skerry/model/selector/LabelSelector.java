package dev.skerry.model.selector;

import dev.skerry.model.json.Json;
import dev.skerry.model.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Chooses objects by their labels; all requirements must hold, none chooses everything. Callers to
/// whom an absent selector means *nothing* look for its absence themselves.
public record LabelSelector(List<Requirement> requirements) {
  public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  public LabelSelector {
    requirements =
        requirements.stream()
            .sorted(Comparator.comparing(Requirement::key).thenComparing(Requirement::toString))
            .toList();
  }

  /// From the object form (`matchLabels`, `matchExpressions`) that passed validation. An unknown
  /// operator chooses nothing rather than too much.
  public static LabelSelector of(Json selector) {
    var all = new ArrayList<Requirement>();
    selector
        .obj("matchLabels")
        .strings()
        .forEach((key, value) -> all.add(new Requirement(key, Operator.IN, List.of(value))));
    all.addAll(ofExpressions(selector.items("matchExpressions")).requirements());
    return new LabelSelector(all);
  }

  /// From `{key, operator, values}` by themselves, as the terms of a node selector have them.
  public static LabelSelector ofExpressions(List<Json> expressions) {
    return new LabelSelector(
        expressions.stream()
            .map(expression ->
                new Requirement(
                    expression.text("key"),
                    operator(expression.text("operator")),
                    texts(expression.items("values"))))
            .toList());
  }

  public static LabelSelector ofLabels(Map<String, String> labels) {
    return new LabelSelector(
        labels.entrySet().stream()
            .map(e -> new Requirement(e.getKey(), Operator.IN, List.of(e.getValue())))
            .toList());
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      case "Gt" -> Operator.GREATER;
      case "Lt" -> Operator.LESS;
      default -> Operator.IN;
    };
  }

  /// The strings of a list; other items are left out.
  public static List<String> texts(List<Json> items) {
    return items.stream()
        .filter(Json.Str.class::isInstance)
        .map(value -> ((Json.Str) value).value())
        .toList();
  }

  /// From the syntax of queries: `app=shop,tier in (web,api),!canary`.
  public static LabelSelector parse(String text) throws SelectorRefused {
    return new LabelSelector(new LabelSelectorParser(text).requirements());
  }

  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  public boolean isEverything() {
    return requirements.isEmpty();
  }

  /// In the syntax of queries, sorted by key.
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
