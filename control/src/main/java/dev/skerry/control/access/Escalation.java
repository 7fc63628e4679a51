package dev.skerry.control.access;

import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Nobody gives away what they do not have: who writes a role has all its rules, or may `escalate`
/// it; who writes a binding has all rules of its role, or may `bind` it. Source: Kubernetes, "Using
/// RBAC authorization", privilege escalation prevention.
public final class Escalation {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private Escalation() {}

  /// A sentence when this write would do so.
  ///
  /// @param live as it is now, unless it is being made
  /// @param object of one of the four kinds, as it shall be
  public static Optional<String> objection(
      View view, User user, ObjectKey key, Optional<Obj> live, Obj object) {
    if (user.isIn(User.MASTERS)) {
      return Optional.empty();
    }
    boolean binding =
        key.kind().equals(KindNames.ROLE_BINDING)
            || key.kind().equals(KindNames.CLUSTER_ROLE_BINDING);
    return binding
        ? ofBinding(view, user, key, live, object)
        : ofRole(view, user, key, live, object);
  }

  private static Optional<String> ofRole(
      View view, User user, ObjectKey key, Optional<Obj> live, Obj object) {
    boolean same =
        live.isPresent()
            && live.get().items("rules").equals(object.items("rules"))
            && live.get().at("aggregationRule").equals(object.at("aggregationRule"));
    String plural = key.kind().equals(KindNames.CLUSTER_ROLE) ? "clusterroles" : "roles";
    var ask = new Ask("escalate", "", GROUP, plural, key.namespace(), key.name());
    if (same || Access.allows(view, user, ask)) {
      return Optional.empty();
    }
    if (object.at("aggregationRule").isPresent()
        && !missing(view, user, "", List.of(Rule.ALL_RESOURCES, Rule.ALL_PATHS)).isEmpty()) {
      return Optional.of("must have cluster-admin privileges to use the aggregationRule");
    }
    List<Rule> rules = object.items("rules").stream().map(Rule::of).toList();
    return sentence(user, missing(view, user, key.namespace(), rules));
  }

  private static Optional<String> ofBinding(
      View view, User user, ObjectKey key, Optional<Obj> live, Obj object) {
    if (live.isPresent() && givesTheSame(live.get(), object)) {
      return Optional.empty();
    }
    ObjectKey role = Grants.role(object, key.namespace());
    boolean cluster = role.kind().equals(KindNames.CLUSTER_ROLE);
    String plural = cluster ? "clusterroles" : "roles";
    var ask = new Ask("bind", "", GROUP, plural, key.namespace(), role.name());
    if (Access.allows(view, user, ask)) {
      return Optional.empty();
    }
    Optional<List<Rule>> rules = Grants.rules(view, role);
    return rules.isEmpty()
        ? Optional.of(
            (cluster ? "clusterrole" : "role") + "." + GROUP + " \"" + role.name() + "\" not found")
        : sentence(user, missing(view, user, key.namespace(), rules.get()));
  }

  /// The same people, at the same places; its role cannot change.
  private static boolean givesTheSame(Obj live, Obj object) {
    return live.items("subjects").equals(object.items("subjects"))
        && live.at("metadata", "labels", Grants.AT_SITES)
            .equals(object.at("metadata", "labels", Grants.AT_SITES));
  }

  private static List<Rule> missing(View view, User user, String namespace, List<Rule> wanted) {
    List<Rule> held = Grants.of(view, user, namespace).rules();
    var missing = new ArrayList<Rule>();
    for (Rule rule : wanted) {
      for (Rule piece : rule.pieces()) {
        if (held.stream().noneMatch(own -> own.covers(piece))) {
          missing.add(piece);
        }
      }
    }
    return missing;
  }

  private static Optional<String> sentence(User user, List<Rule> missing) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String groups =
        user.groups().stream()
            .map(group -> "\"" + group + "\"")
            .collect(Collectors.joining(" ", "[", "]"));
    return Optional.of(
        "user \""
            + user.name()
            + "\" (groups="
            + groups
            + ") is attempting to grant RBAC permissions not currently held:\n"
            + missing.stream().map(Rule::toString).collect(Collectors.joining("\n")));
  }
}
