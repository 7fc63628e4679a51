package dev.skerry.control.rule;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One walk over an object beside its rules, and beside what it was before where the two can be
/// told to be the same place. Confined to one judgement.
final class Judging {
  /// Rules asked of one object, at all its places together.
  private static final int MAX_ASKED = 2_000;

  private final List<Cause> causes = new ArrayList<>();
  private int asked;

  private Judging() {}

  static List<Cause> judge(Ruled ruled, Optional<Obj> live, Obj object) {
    var judging = new Judging();
    judging.place(ruled, object, live.map(each -> each), FieldPath.ROOT);
    return judging.causes;
  }

  private void place(Ruled ruled, Json value, Optional<Json> old, FieldPath path) {
    for (Ruled.Rule rule : ruled.rules()) {
      boolean applies = rule.old() != Ruled.Old.REQUIRED || old.isPresent();
      if (applies && asked++ == MAX_ASKED) {
        causes.add(
            new Cause(
                Cause.Reason.FORBIDDEN,
                path.toString(),
                "Forbidden: more than " + MAX_ASKED + " rules would be asked of this object"));
      }
      if (applies && asked <= MAX_ASKED) {
        ask(ruled, rule, value, old, path);
      }
    }
    switch (value) {
      case Obj object -> members(ruled, object, old.map(Json::obj), path);
      case Json.Arr(List<Json> items) when ruled.items().isPresent() -> {
        for (int i = 0; i < items.size(); i++) {
          Optional<Json> before = same(ruled.schema(), items.get(i), old);
          place(ruled.items().get(), items.get(i), before, path.index(i));
        }
      }
      case Json.Arr _, Json.Null _, Json.Bool _, Json.Str _, Json.Int _, Json.Dec _ -> {}
    }
  }

  private void members(Ruled ruled, Obj object, Optional<Obj> old, FieldPath path) {
    object.forEach((name, member) -> {
      Ruled inner = ruled.properties().get(name);
      Optional<Ruled> known = inner == null ? ruled.values() : Optional.of(inner);
      if (known.isPresent() && !(member instanceof Json.Null)) {
        place(known.get(), member, old.flatMap(o -> o.find(name)), path.field(name));
      }
    });
  }

  /// The item that was there before: only lists that merge by keys say which one that is.
  private static Optional<Json> same(Obj list, Json item, Optional<Json> old) {
    List<Json> keys = list.items("x-kubernetes-list-map-keys");
    if (keys.isEmpty() || old.isEmpty()) {
      return Optional.empty();
    }
    return old.get().items().stream()
        .filter(before ->
            keys.stream()
                .flatMap(key -> key.string().stream())
                .allMatch(key -> before.at(key).equals(item.at(key))))
        .findFirst();
  }

  private void ask(Ruled ruled, Ruled.Rule rule, Json value, Optional<Json> old, FieldPath path) {
    var variables = new TreeMap<String, Object>();
    variables.put("self", Values.of(ruled.schema(), value));
    Optional<Object> before = old.map(each -> Values.of(ruled.schema(), each));
    switch (rule.old()) {
      case UNUSED -> {}
      case REQUIRED -> variables.put("oldSelf", before.orElseThrow());
      case OPTIONAL -> variables.put("oldSelf", before);
    }
    String type = JsonText.write(Json.of(ruled.schema().text("type")));
    try {
      if (!Boolean.TRUE.equals(rule.program().eval(variables))) {
        broken(rule, type, path, message(rule, variables));
      }
    } catch (CelEvaluationException failed) {
      causes.add(
          Cause.invalid(path, type, failed.getMessage() + " evaluating rule: " + rule.said()));
    }
  }

  private static String message(Ruled.Rule rule, Map<String, Object> variables) {
    Optional<CelRuntime.Program> expression = rule.message();
    if (expression.isEmpty()) {
      return rule.said();
    }
    try {
      String said = String.valueOf(expression.get().eval(variables)).strip();
      return said.isEmpty() || said.contains("\n") ? rule.said() : said;
    } catch (CelEvaluationException failed) {
      return rule.said();
    }
  }

  private void broken(Ruled.Rule rule, String type, FieldPath path, String said) {
    String field = field(path.toString(), rule.fieldPath());
    String message =
        switch (rule.reason()) {
          case FORBIDDEN -> "Forbidden: " + said;
          case REQUIRED -> "Required value: " + said;
          case DUPLICATE -> "Duplicate value: " + type;
          case INVALID, NOT_SUPPORTED, TYPE_INVALID, TOO_LONG, TOO_MANY ->
              "Invalid value: " + type + ": " + said;
        };
    causes.add(new Cause(rule.reason(), field, message));
  }

  /// @param below such as `.spec.sails`
  private static String field(String path, String below) {
    String whole = path + below;
    return whole.startsWith(".") ? whole.substring(1) : whole;
  }
}
