package dev.skerry.control.policy;

import dev.skerry.control.rule.Expression;
import dev.skerry.control.rule.Facts;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One write before the policies in force. Confined to one judgement.
final class Judgement {
  /// Expressions asked about one write, of all policies together.
  private static final int MAX_ASKED = 2_000;

  private final Attempt attempt;
  private final Facts facts = new Facts();
  private final List<String> warnings = new ArrayList<>();
  private Optional<Verdict.Denial> denial = Optional.empty();
  private int asked;

  Judgement(Attempt attempt) {
    this.attempt = attempt;
    facts
        .with("object", attempt.object())
        .with("oldObject", attempt.old())
        .with("request", Optional.of(attempt.request()))
        .with("namespaceObject", attempt.namespace())
        .with("params", Optional.empty());
  }

  Verdict verdict() {
    return new Verdict(denial, warnings.stream().distinct().toList());
  }

  /// A binding whose policy speaks of the write, as it does itself.
  void ask(Policy policy, String name, Obj binding) {
    var bound = new Bound(policy, name, binding.items("validationActions"));
    switch (Params.of(policy.spec(), binding, attempt)) {
      case Params.Missing(String sentence) -> failed(bound, sentence);
      case Params.Found(var each) -> each.forEach(params -> ask(bound, params));
    }
  }

  private record Bound(Policy policy, String binding, List<Json> actions) {
    boolean does(String action) {
      return actions.contains(Json.of(action));
    }
  }

  private void ask(Bound bound, Optional<Obj> params) {
    Policy policy = bound.policy();
    asked += policy.conditions().size() + policy.variables().size() + policy.validations().size();
    if (asked > MAX_ASKED) {
      no(bound, "Invalid", "more than " + MAX_ASKED + " expressions would be asked of this write");
      return;
    }
    facts.fresh();
    Facts known = facts.with("params", params);
    if (!concerns(bound, known)) {
      return;
    }
    policy.variables().forEach(each -> known.variable(each.name(), each.expression()));
    for (Policy.Validation validation : policy.validations()) {
      switch (validation.expression().ask(known)) {
        case Expression.Answer.Holds(boolean yes) when yes -> {}
        case Expression.Answer.Failed(String why) ->
            failed(bound, error(validation.expression(), why));
        case Expression.Answer.Holds _, Expression.Answer.Said _, Expression.Answer.Other _ ->
            no(bound, validation.reason(), message(validation, known));
      }
    }
  }

  private static String error(Expression expression, String why) {
    return "expression '" + expression.text() + "' resulted in error: " + why;
  }

  /// Whether all conditions hold. One that does not counts for more than one that fails.
  private boolean concerns(Bound bound, Facts known) {
    Optional<String> wrong = Optional.empty();
    for (Expression condition : bound.policy().conditions()) {
      switch (condition.ask(known)) {
        case Expression.Answer.Holds(boolean yes) when yes -> {}
        case Expression.Answer.Failed(String why) -> wrong = Optional.of(error(condition, why));
        case Expression.Answer.Holds _, Expression.Answer.Said _, Expression.Answer.Other _ -> {
          return false;
        }
      }
    }
    wrong.ifPresent(sentence -> failed(bound, sentence));
    return wrong.isEmpty();
  }

  private static String message(Policy.Validation validation, Facts known) {
    return validation
        .said()
        .map(expression -> expression.ask(known))
        .filter(Expression.Answer.Said.class::isInstance)
        .map(answer -> ((Expression.Answer.Said) answer).text().strip())
        .filter(said -> !said.isEmpty() && !said.contains("\n"))
        .orElse(validation.message());
  }

  /// A question that cannot be answered.
  private void failed(Bound bound, String sentence) {
    if (bound.policy().strict()) {
      no(bound, "Invalid", sentence);
    }
  }

  private void no(Bound bound, String reason, String message) {
    String who =
        "ValidatingAdmissionPolicy '"
            + bound.policy().name()
            + "' with binding '"
            + bound.binding()
            + "'";
    if (bound.does("Warn")) {
      warnings.add("Validation failed for " + who + ": " + message);
    }
    if (bound.does("Deny") && denial.isEmpty()) {
      denial = Optional.of(new Verdict.Denial(reason, who + " denied request: " + message));
    }
  }
}
