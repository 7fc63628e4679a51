package dev.skerry.node.plan;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names every field of a pod that this node would not act on. What it does not name is honoured
/// here or decided before the pod got here.
public final class FieldCheck {
  private final List<Refused> refused = new ArrayList<>();

  private FieldCheck() {}

  /// In the order of the object; empty when all is well.
  public static List<Refused> check(WantedPod pod) {
    var check = new FieldCheck();
    check.walk(pod.pod(), List.of(), "");
    return List.copyOf(check.refused);
  }

  /// @param steps the place as the table writes it
  /// @param path the place as people write it, with the index of each item
  private void walk(Json value, List<String> steps, String path) {
    switch (value) {
      case Obj object when !object.isEmpty() ->
          object.forEach((key, member) ->
              walk(member, appended(steps, key), path.isEmpty() ? key : path + "." + key));
      case Json.Arr(List<Json> items) when !items.isEmpty() -> {
        List<String> inside = new ArrayList<>(steps);
        inside.set(inside.size() - 1, inside.getLast() + "[]");
        for (int i = 0; i < items.size(); i++) {
          walk(items.get(i), inside, path + "[" + i + "]");
        }
      }
      case Json.Null _ -> {}
      case Json.Arr _ -> {}
      case Obj _, Json.Str _, Json.Int _, Json.Dec _, Json.Bool _ -> leaf(value, steps, path);
    }
  }

  private static List<String> appended(List<String> steps, String key) {
    var longer = new ArrayList<>(steps);
    longer.add(key);
    return longer;
  }

  private void leaf(Json value, List<String> steps, String path) {
    Optional<FieldTable.Verdict> verdict = FieldTable.pod().verdict(steps);
    if (verdict.isEmpty()) {
      // An empty object around fields that are honoured, such as `securityContext: {}`.
      if (!(value instanceof Obj)) {
        refused.add(new Refused(path, "UnknownField", "this node does not know the field"));
      }
      return;
    }
    switch (verdict.get()) {
      case FieldTable.Verdict.Honoured() -> {}
      case FieldTable.Verdict.Elsewhere _ -> {}
      case FieldTable.Verdict.NotHonoured(var reason, var sentence, var neutral) -> {
        if (!neutral.contains(text(value))) {
          refused.add(new Refused(path, reason, sentence));
        }
      }
    }
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(String s) -> s;
      case Json.Bool(boolean b) -> Boolean.toString(b);
      case Json.Int(long n) -> Long.toString(n);
      case Json.Dec(BigDecimal n) -> n.toPlainString();
      case Json.Null _, Json.Arr _, Obj _ -> "";
    };
  }
}
