package dev.skerry.control.policy;

import dev.skerry.control.rule.Expression;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A policy whose expressions are read; one that cannot be read says so when it is asked.
///
/// @param strict a question that cannot be answered counts as answered with no
record Policy(
    String name,
    Obj spec,
    boolean strict,
    List<Expression> conditions,
    List<Variable> variables,
    List<Validation> validations) {

  record Variable(String name, Expression expression) {}

  /// @param message what is told when it does not hold and no expression says it
  record Validation(
      Expression expression, String message, Optional<Expression> said, String reason) {}

  static Policy of(String name, Obj spec) {
    var conditions = new ArrayList<Expression>();
    for (Json condition : spec.items("matchConditions")) {
      conditions.add(
          Expression.read(condition.text("expression"), Expression.Type.BOOL, List.of()));
    }
    var names = new ArrayList<String>();
    var variables = new ArrayList<Variable>();
    for (Json variable : spec.items("variables")) {
      variables.add(
          new Variable(
              variable.text("name"),
              Expression.read(
                  variable.text("expression"), Expression.Type.ANYTHING, List.copyOf(names))));
      names.add(variable.text("name"));
    }
    var validations = new ArrayList<Validation>();
    for (Json validation : spec.items("validations")) {
      validations.add(validation(validation, names));
    }
    return new Policy(
        name,
        spec,
        !spec.text("failurePolicy").equals("Ignore"),
        List.copyOf(conditions),
        List.copyOf(variables),
        List.copyOf(validations));
  }

  private static Validation validation(Json validation, List<String> variables) {
    String text = validation.text("expression");
    Optional<Expression> said =
        validation
            .string("messageExpression")
            .filter(each -> !each.isEmpty())
            .map(each -> Expression.read(each, Expression.Type.STRING, variables));
    String message =
        validation
            .string("message")
            .filter(each -> !each.isEmpty())
            .orElse("failed expression: " + text.strip());
    return new Validation(
        Expression.read(text, Expression.Type.BOOL, variables),
        message,
        said,
        validation.string("reason").filter(each -> !each.isEmpty()).orElse("Invalid"));
  }
}
