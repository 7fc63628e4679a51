package dev.skerry.control.quota;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.usage.PodClass;
import dev.skerry.control.usage.Tally;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.unit.Amounts;
import dev.skerry.model.unit.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A ResourceQuota: names of what it limits (`pods`, `requests.cpu`, `count/deployments.apps`), how
/// much of each there may be, and of which pods it speaks.
///
/// @param scopes all of which a pod must be in
record Quota(String name, Obj hard, List<String> scopes) {
  static final String COUNT = "count/";

  /// Kinds of the core group that may be counted by their name alone.
  static final List<String> COUNTED =
      List.of(
          "configmaps",
          "persistentvolumeclaims",
          "replicationcontrollers",
          "resourcequotas",
          "secrets",
          "services");

  static Quota of(Entry entry) {
    return of(entry.key().name(), entry.json().obj("spec"));
  }

  static Quota of(String name, Obj spec) {
    var scopes = new TreeSet<String>();
    spec.items("scopes").forEach(scope -> scope.string().ifPresent(scopes::add));
    spec.items("scopeSelector", "matchExpressions")
        .forEach(expression -> scopes.add(expression.text("scopeName")));
    return new Quota(name, spec.obj("hard"), List.copyOf(scopes));
  }

  static List<Quota> in(View view, ObjectKey key) {
    return view.in(KindNames.RESOURCE_QUOTA, key.tenant(), key.namespace()).values().stream()
        .map(Quota::of)
        .toList();
  }

  boolean takes(PodClass pod) {
    return scopes.stream()
        .allMatch(scope ->
            switch (scope) {
              case "Terminating" -> pod.terminating();
              case "NotTerminating" -> !pod.terminating();
              case "BestEffort" -> pod.bestEffort();
              case "NotBestEffort" -> !pod.bestEffort();
              default -> false;
            });
  }

  /// How much there may be, in thousandths.
  long limit(String resource) {
    return Amounts.read(hard).of(resource);
  }

  /// What the pods use of which it speaks.
  Amounts byPods(Tally tally) {
    Amounts sum = Amounts.NONE;
    for (var used : tally.pods().entrySet()) {
      sum = takes(used.getKey()) ? sum.plus(used.getValue()) : sum;
    }
    return sum;
  }

  /// All that it limits, with what there is of it.
  Obj used(View view, Tally tally) {
    Amounts byPods = byPods(tally);
    Obj used = Obj.EMPTY;
    for (String resource : hard.keys()) {
      boolean counted = resource.startsWith(COUNT) || COUNTED.contains(resource);
      long milli =
          counted
              ? kind(view, resource).map(kind -> 1_000 * tally.count(kind)).orElse(0L)
              : byPods.of(resource);
      used = used.with(resource, text(resource, milli));
    }
    return used;
  }

  /// The kind that a name counts, if there is one: custom kinds stand under the names of their
  /// definitions.
  private static Optional<GroupKind> kind(View view, String counted) {
    String resource = counted.startsWith(COUNT) ? counted.substring(COUNT.length()) : counted;
    return Kinds.builtIn().all().stream()
        .filter(kind -> kind.resource().equals(resource))
        .map(Kind::groupKind)
        .findFirst()
        .or(() ->
            view.find(ObjectKey.of(Definition.KIND, "", resource))
                .map(definition -> new Definition(definition.json()).defines()));
  }

  /// An amount as the limit of its name is written.
  String text(String resource, long milli) {
    Quantity.Notation notation =
        hard.find(resource)
            .flatMap(Json::string)
            .flatMap(Quantity::find)
            .map(Quantity::notation)
            .orElse(Quantity.Notation.DECIMAL);
    return new Quantity(BigDecimal.valueOf(milli, 3), notation).toString();
  }

  /// `pods=1,requests.cpu=500m`.
  String text(List<String> resources, Amounts amounts) {
    var parts = new ArrayList<String>();
    for (String resource : resources) {
      parts.add(resource + "=" + text(resource, amounts.of(resource)));
    }
    return String.join(",", parts);
  }
}
