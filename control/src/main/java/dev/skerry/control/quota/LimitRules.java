package dev.skerry.control.quota;

import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import dev.skerry.model.unit.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a LimitRange must be beyond its schema. Source: `ValidateLimitRange` of Kubernetes.
public final class LimitRules {
  private final List<Cause> causes = new ArrayList<>();

  private LimitRules() {}

  /// What is wrong with an object of a kind that limits others; nothing is with any other kind.
  ///
  /// @param before as it was; empty for a new one
  public static List<Cause> check(GroupKind kind, Optional<Obj> before, Obj object) {
    if (kind.equals(KindNames.RESOURCE_QUOTA)) {
      return QuotaRules.check(before, object);
    }
    if (!kind.equals(KindNames.LIMIT_RANGE)) {
      return List.of();
    }
    var rules = new LimitRules();
    var types = new TreeSet<String>();
    List<Json> items = object.items("spec", "limits");
    for (int i = 0; i < items.size(); i++) {
      FieldPath path = FieldPath.ROOT.field("spec").field("limits").index(i);
      String type = items.get(i).text("type");
      if (!types.add(type)) {
        rules.say(
            Cause.Reason.DUPLICATE,
            path.field("type"),
            "Duplicate value: " + JsonText.write(Json.of(type)));
      }
      rules.item(items.get(i), path);
    }
    return List.copyOf(rules.causes);
  }

  private void say(Cause.Reason reason, FieldPath path, String message) {
    causes.add(new Cause(reason, path.toString(), message));
  }

  private void item(Json item, FieldPath path) {
    String type = item.text("type");
    if (type.equals("Pod")) {
      for (String field : List.of("default", "defaultRequest")) {
        if (!item.obj(field).isEmpty()) {
          say(
              Cause.Reason.FORBIDDEN,
              path.field(field),
              "Forbidden: may not be specified when `type` is 'Pod'");
        }
      }
    }
    boolean bounded =
        item.at("min", "storage").isPresent() || item.at("max", "storage").isPresent();
    if (type.equals("PersistentVolumeClaim") && !bounded) {
      say(
          Cause.Reason.REQUIRED,
          path.field("limits"),
          "Required value: either minimum or maximum storage value is required, but neither was"
              + " provided");
    }
    notAbove(item, path, new Pair("min", "min value", "max", "max value"));
    notAbove(item, path, new Pair("min", "min value", "defaultRequest", "default request value"));
    notAbove(item, path, new Pair("defaultRequest", "default request value", "max", "max value"));
    notAbove(
        item,
        path,
        new Pair("defaultRequest", "default request value", "default", "default limit value"));
    notAbove(item, path, new Pair("min", "min value", "default", "default value"));
    notAbove(item, path, new Pair("default", "default value", "max", "max value"));
    ratios(item, path);
  }

  /// Two bounds of which the first may not be above the second, and what they are called.
  private record Pair(String low, String lowName, String high, String highName) {}

  private void notAbove(Json item, FieldPath path, Pair pair) {
    for (String name : item.obj(pair.low()).keys()) {
      Optional<Quantity> low = item.string(pair.low(), name).flatMap(Quantity::find);
      Optional<Quantity> high = item.string(pair.high(), name).flatMap(Quantity::find);
      if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
        boolean least = pair.low().equals("min") && !pair.high().equals("max");
        causes.add(
            Cause.invalid(
                path.field(least ? pair.high() : pair.low()).key(name),
                JsonText.write(Json.of(low.get().toString())),
                pair.lowName()
                    + " "
                    + low.get()
                    + " is greater than "
                    + pair.highName()
                    + " "
                    + high.get()));
      }
    }
  }

  private void ratios(Json item, FieldPath path) {
    for (String name : item.obj("maxLimitRequestRatio").keys()) {
      Optional<Quantity> ratio = item.string("maxLimitRequestRatio", name).flatMap(Quantity::find);
      if (ratio.filter(q -> q.compareTo(Quantity.of(1)) < 0).isPresent()) {
        causes.add(
            Cause.invalid(
                path.field("maxLimitRequestRatio").key(name),
                JsonText.write(Json.of(ratio.get().toString())),
                "ratio " + ratio.get() + " is less than 1"));
      }
    }
  }
}
