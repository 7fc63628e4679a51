package dev.skerry.control.quota;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import dev.skerry.model.unit.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a ResourceQuota must be beyond its schema. Source: `ValidateResourceQuotaSpec` of
/// Kubernetes. Scopes by priority class and by affinity across namespaces are refused.
final class QuotaRules {
  private static final FieldPath SPEC = FieldPath.ROOT.field("spec");
  private static final List<String> COMPUTE =
      List.of("cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory");
  private static final List<String> OTHERS =
      List.of(
          "ephemeral-storage",
          "limits.ephemeral-storage",
          "requests.ephemeral-storage",
          "requests.storage",
          "services.loadbalancers",
          "services.nodeports");
  static final List<String> SCOPES =
      List.of("BestEffort", "NotBestEffort", "NotTerminating", "Terminating");

  private final List<Cause> causes = new ArrayList<>();

  private QuotaRules() {}

  static List<Cause> check(Optional<Obj> before, Obj object) {
    var rules = new QuotaRules();
    Obj spec = object.obj("spec");
    spec.obj("hard").forEach(rules::limit);
    rules.checkScopes(spec);
    if (before.isPresent() && !scopes(before.get().obj("spec")).equals(scopes(spec))) {
      rules.invalid(SPEC.field("scopes"), scopes(spec).toString(), "field is immutable");
    }
    return List.copyOf(rules.causes);
  }

  private static List<String> scopes(Obj spec) {
    return Quota.of("", spec).scopes();
  }

  private void invalid(FieldPath path, String value, String detail) {
    causes.add(Cause.invalid(path, JsonText.write(Json.of(value)), detail));
  }

  private void limit(String name, Json value) {
    FieldPath path = SPEC.field("hard").key(name);
    if (!isKnown(name)) {
      invalid(path, name, "must be a standard resource for quotas");
    }
    Optional<Quantity> limit = value.string().flatMap(Quantity::find);
    if (limit.filter(Quantity::isNegative).isPresent()) {
      invalid(path, value.string().orElse(""), "must be greater than or equal to 0");
    } else if (isCount(name) && limit.filter(q -> q.amount().scale() > 0).isPresent()) {
      invalid(path, value.string().orElse(""), "must be an integer");
    }
  }

  private static boolean isCount(String name) {
    return name.equals("pods") || name.startsWith(Quota.COUNT) || Quota.COUNTED.contains(name);
  }

  private static boolean isKnown(String name) {
    return isCount(name)
        || COMPUTE.contains(name)
        || OTHERS.contains(name)
        || name.indexOf('/') > 0
        || name.startsWith("hugepages-")
        || name.startsWith("requests.hugepages-");
  }

  private void checkScopes(Obj spec) {
    List<Json> listed = spec.items("scopes");
    for (int i = 0; i < listed.size(); i++) {
      scope(listed.get(i).string().orElse(""), SPEC.field("scopes").index(i), spec);
    }
    FieldPath path = SPEC.field("scopeSelector").field("matchExpressions");
    List<Json> selected = spec.items("scopeSelector", "matchExpressions");
    for (int i = 0; i < selected.size(); i++) {
      scope(selected.get(i).text("scopeName"), path.index(i).field("scopeName"), spec);
      if (!selected.get(i).text("operator").equals("Exists")) {
        invalid(
            path.index(i).field("operator"),
            selected.get(i).text("operator"),
            "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, "
                + "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
                + "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
      }
    }
    List<String> all = scopes(spec);
    boolean conflict =
        all.containsAll(List.of("BestEffort", "NotBestEffort"))
            || all.containsAll(List.of("Terminating", "NotTerminating"));
    if (conflict) {
      invalid(SPEC.field("scopes"), all.toString(), "conflicting scopes");
    }
  }

  private void scope(String scope, FieldPath path, Obj spec) {
    if (!SCOPES.contains(scope)) {
      causes.add(
          new Cause(
              Cause.Reason.NOT_SUPPORTED,
              path.toString(),
              "Unsupported value: "
                  + JsonText.write(Json.of(scope))
                  + ": supported values: "
                  + JsonText.write(Json.strings(SCOPES))));
      return;
    }
    boolean compute = !scope.equals("BestEffort");
    boolean fits =
        spec.obj("hard").keys().stream()
            .allMatch(name -> name.equals("pods") || (compute && COMPUTE.contains(name)));
    if (!fits) {
      invalid(path, scope, "unsupported scope applied to resource");
    }
  }
}
