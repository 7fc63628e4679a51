package dev.skerry.control.access;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the bindings of a view give to a user: those of the whole control plane, and those of one
/// namespace.
///
/// @param missing roles that a binding names and that are not there, in words
public record Grants(List<Rule> rules, List<String> missing) {
  /// Label of a ClusterRoleBinding that counts at every site as well, when its value is `all`.
  public static final String AT_SITES = "skerry.dev/at-sites";

  public Grants {
    rules = List.copyOf(rules);
    missing = List.copyOf(missing);
  }

  /// @param namespace empty for what belongs to none
  public static Grants of(View view, User user, String namespace) {
    var rules = new ArrayList<Rule>();
    var missing = new ArrayList<String>();
    TenantName tenant = TenantName.DEFAULT;
    for (Entry binding : view.all(KindNames.CLUSTER_ROLE_BINDING, tenant).values()) {
      add(view, user, binding, rules, missing);
    }
    if (!namespace.isEmpty()) {
      for (Entry binding : view.in(KindNames.ROLE_BINDING, tenant, namespace).values()) {
        add(view, user, binding, rules, missing);
      }
    }
    return new Grants(rules, missing);
  }

  private static void add(
      View view, User user, Entry binding, List<Rule> rules, List<String> missing) {
    Obj json = binding.json();
    String namespace = binding.key().namespace();
    if (json.items("subjects").stream().noneMatch(s -> isOne(user, s))) {
      return;
    }
    ObjectKey role = role(json, namespace);
    Optional<List<Rule>> found = rules(view, role);
    found.ifPresentOrElse(
        rules::addAll,
        () ->
            missing.add(
                json.text("roleRef", "kind").toLowerCase(Locale.ROOT)
                    + ".rbac.authorization.k8s.io \""
                    + role.name()
                    + "\" not found"));
  }

  private static boolean isOne(User user, Json subject) {
    String name = subject.text("name");
    return switch (subject.text("kind")) {
      case "User" -> user.name().equals(name);
      case "Group" -> user.isIn(name);
      case "ServiceAccount" ->
          user.name().equals(User.serviceAccountName(subject.text("namespace"), name));
      default -> false;
    };
  }

  /// The role that a binding refers to.
  ///
  /// @param namespace of the binding; empty for one of the whole control plane
  public static ObjectKey role(Obj binding, String namespace) {
    boolean cluster = binding.text("roleRef", "kind").equals("ClusterRole");
    GroupKind kind = cluster ? KindNames.CLUSTER_ROLE : KindNames.ROLE;
    return ObjectKey.of(kind, cluster ? "" : namespace, binding.text("roleRef", "name"));
  }

  /// The rules of a role; empty when it is not there.
  static Optional<List<Rule>> rules(View view, ObjectKey role) {
    return view.find(role)
        .map(entry -> entry.json().items("rules").stream().map(Rule::of).toList());
  }
}
