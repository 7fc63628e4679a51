package dev.skerry.control.policy;

import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Whether a policy or a binding speaks of a write. Source: `apiserver/pkg/admission/plugin/policy/
/// matching` and `webhook/predicates` of Kubernetes.
final class Matching {
  private Matching() {}

  /// @param rules of the policy, or of the binding where none means all
  static boolean speaksOf(Json rules, Attempt attempt, boolean policy) {
    List<Json> included = rules.items("resourceRules");
    boolean exact = rules.text("matchPolicy").equals("Exact");
    return (included.isEmpty() ? !policy : any(included, attempt, exact))
        && !any(rules.items("excludeResourceRules"), attempt, exact)
        && inNamespace(rules.obj("namespaceSelector"), attempt)
        && labelled(rules.obj("objectSelector"), attempt);
  }

  private static boolean any(List<Json> rules, Attempt attempt, boolean exact) {
    return rules.stream().anyMatch(rule -> takes(rule, attempt, exact));
  }

  private static boolean takes(Json rule, Attempt attempt, boolean exact) {
    List<Json> names = rule.items("resourceNames");
    String scope = rule.string("scope").orElse("*");
    boolean namespaced = attempt.kind().namespaced();
    return says(rule.items("operations"), attempt.operation())
        && says(rule.items("apiGroups"), attempt.kind().group())
        && version(rule.items("apiVersions"), attempt, exact)
        && resource(rule.items("resources"), attempt)
        && (scope.equals("*") || scope.equals(namespaced ? "Namespaced" : "Cluster"))
        && (names.isEmpty() || names.contains(Json.of(attempt.key().name())));
  }

  private static boolean says(List<Json> words, String word) {
    return words.contains(Json.of("*")) || words.contains(Json.of(word));
  }

  /// The versions of one kind differ here by their name alone, so any that is served is as good.
  private static boolean version(List<Json> versions, Attempt attempt, boolean exact) {
    GroupKind kind = attempt.kind().groupKind();
    return says(versions, attempt.kind().version())
        || (!exact
            && attempt.kinds().all().stream()
                .filter(other -> other.groupKind().equals(kind))
                .anyMatch(other -> says(versions, other.version())));
  }

  private static boolean resource(List<Json> resources, Attempt attempt) {
    return resources.stream().flatMap(r -> r.string().stream()).anyMatch(r -> is(r, attempt));
  }

  private static boolean is(String resource, Attempt attempt) {
    int slash = resource.indexOf('/');
    String main = slash < 0 ? resource : resource.substring(0, slash);
    String sub = slash < 0 ? "" : resource.substring(slash + 1);
    return (main.equals("*") || main.equals(attempt.kind().plural()))
        && (sub.equals("*") || sub.equals(attempt.subresource()));
  }

  /// A namespace is chosen by its own labels, everything else without one always.
  private static boolean inNamespace(Obj selector, Attempt attempt) {
    if (selector.isEmpty()) {
      return true;
    }
    Optional<Obj> namespace =
        attempt.key().kind().equals(KindNames.NAMESPACE)
            ? attempt.object().or(attempt::old)
            : attempt.namespace();
    if (namespace.isEmpty()) {
      return attempt.key().namespace().isEmpty();
    }
    return LabelSelector.of(selector).matches(labels(namespace.get()));
  }

  private static boolean labelled(Obj selector, Attempt attempt) {
    return selector.isEmpty()
        || attempt.states().stream()
            .anyMatch(object -> LabelSelector.of(selector).matches(labels(object)));
  }

  private static SortedMap<String, String> labels(Obj object) {
    return object.obj("metadata", "labels").strings();
  }
}
