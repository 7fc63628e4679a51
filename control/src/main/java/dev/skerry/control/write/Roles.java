package dev.skerry.control.write;

import dev.skerry.control.access.Escalation;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What roles and bindings must be besides their schema, and who may write them.
final class Roles {
  private Roles() {}

  static boolean isOne(GroupKind kind) {
    return kind.equals(KindNames.ROLE) || kind.equals(KindNames.CLUSTER_ROLE) || isBinding(kind);
  }

  private static boolean isBinding(GroupKind kind) {
    return kind.equals(KindNames.ROLE_BINDING) || kind.equals(KindNames.CLUSTER_ROLE_BINDING);
  }

  static void check(Case about, Optional<Obj> live, Obj object) throws Rejected {
    List<Refusal.Cause> wrong =
        isBinding(about.kind().groupKind())
            ? binding(about, live, object)
            : rules(about, object.items("rules"));
    if (!wrong.isEmpty()) {
      throw Rejected.invalid(about, wrong);
    }
    Optional<String> objection =
        Escalation.objection(about.view(), about.request().user(), about.key(), live, object);
    if (objection.isPresent()) {
      throw Rejected.because(
          about,
          Refusal.Reason.FORBIDDEN,
          about.kind().resource()
              + " \""
              + about.key().name()
              + "\" is forbidden: "
              + objection.get());
    }
  }

  private static List<Refusal.Cause> rules(Case about, List<Json> rules) {
    var wrong = new ArrayList<Refusal.Cause>();
    for (int i = 0; i < rules.size(); i++) {
      Json rule = rules.get(i);
      String path = "rules[" + i + "]";
      boolean urls = !rule.items("nonResourceURLs").isEmpty();
      if (rule.items("verbs").isEmpty()) {
        wrong.add(required(path + ".verbs", "verbs must contain at least one value"));
      }
      if (urls) {
        urls(about, rule, path).ifPresent(wrong::add);
        continue;
      }
      if (rule.items("apiGroups").isEmpty()) {
        wrong.add(
            required(path + ".apiGroups", "resource rules must supply at least one api group"));
      }
      if (rule.items("resources").isEmpty()) {
        wrong.add(
            required(path + ".resources", "resource rules must supply at least one resource"));
      }
    }
    return wrong;
  }

  private static Optional<Refusal.Cause> urls(Case about, Json rule, String path) {
    boolean mixed =
        !rule.items("apiGroups").isEmpty()
            || !rule.items("resources").isEmpty()
            || !rule.items("resourceNames").isEmpty();
    if (about.kind().namespaced()) {
      return Optional.of(
          invalid(path + ".nonResourceURLs", "namespaced rules cannot apply to non-resource URLs"));
    }
    return mixed
        ? Optional.of(
            invalid(
                path + ".nonResourceURLs",
                "rules cannot apply to both regular resources and non-resource URLs"))
        : Optional.empty();
  }

  private static List<Refusal.Cause> binding(Case about, Optional<Obj> live, Obj object) {
    var wrong = new ArrayList<Refusal.Cause>();
    if (live.isPresent() && !live.get().at("roleRef").equals(object.at("roleRef"))) {
      wrong.add(invalid("roleRef", "cannot change roleRef; delete the binding and make it anew"));
    }
    if (!about.kind().namespaced() && !object.text("roleRef", "kind").equals("ClusterRole")) {
      wrong.add(invalid("roleRef.kind", "a ClusterRoleBinding refers to a ClusterRole"));
    }
    List<Json> subjects = object.items("subjects");
    for (int i = 0; i < subjects.size(); i++) {
      subject(subjects.get(i), "subjects[" + i + "]").ifPresent(wrong::add);
    }
    return wrong;
  }

  private static Optional<Refusal.Cause> subject(Json subject, String path) {
    boolean account = subject.text("kind").equals("ServiceAccount");
    String group = account ? "" : KindNames.ROLE.group();
    if (!subject.text("apiGroup").equals(group)) {
      return Optional.of(
          invalid(path + ".apiGroup", "Unsupported value: supported values: \"" + group + "\""));
    }
    if (account && subject.text("namespace").isEmpty()) {
      return Optional.of(required(path + ".namespace", "a ServiceAccount is in a namespace"));
    }
    return Optional.empty();
  }

  private static Refusal.Cause required(String field, String why) {
    return new Refusal.Cause("FieldValueRequired", "Required value: " + why, field);
  }

  private static Refusal.Cause invalid(String field, String why) {
    return new Refusal.Cause("FieldValueInvalid", "Invalid value: " + why, field);
  }
}
