package dev.skerry.control.policy;

import dev.skerry.control.access.User;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A write that policies are asked about.
///
/// @param kinds that are served on this view
/// @param kind in the version of the request
/// @param operation `CREATE`, `UPDATE` or `DELETE`
/// @param object as it would be; empty when it would be gone
/// @param old as it was; empty when there was none
public record Attempt(
    View view,
    Kinds kinds,
    Kind kind,
    ObjectKey key,
    User user,
    String operation,
    String subresource,
    boolean dryRun,
    Optional<Obj> object,
    Optional<Obj> old) {

  /// What is never asked about. Policies and their bindings, so that a wrong one can be mended. And
  /// what a control plane does to keep itself going: its controllers, sites and nodes say what they
  /// observe, delete, and write what belongs to no namespace of people; what they make and change
  /// in those is asked about, since else a Deployment would be a way around a policy on pods.
  boolean exempt() {
    boolean policy =
        key.kind().equals(KindNames.POLICY) || key.kind().equals(KindNames.POLICY_BINDING);
    return policy || (user.isOfMachinery() && keepsGoing());
  }

  private boolean keepsGoing() {
    return !subresource.isEmpty()
        || operation.equals("DELETE")
        || key.namespace().isEmpty()
        || key.namespace().startsWith("kube-")
        || key.kind().equals(KindNames.EVENT)
        || key.kind().equals(KindNames.LEASE)
        || old.filter(was -> was.at("metadata", "deletionTimestamp").isPresent()).isPresent();
  }

  /// As expressions see it. Source: `AdmissionRequest` of Kubernetes, without `uid`.
  Obj request() {
    boolean scale = subresource.equals("scale");
    Json shown =
        scale
            ? triple("autoscaling", "v1", "kind", "Scale")
            : triple(kind.group(), kind.version(), "kind", kind.kind());
    Json resource = triple(kind.group(), kind.version(), "resource", kind.plural());
    Obj who =
        Json.object()
            .put("username", user.name())
            .put("groups", Json.strings(user.groups()))
            .build();
    return Json.object()
        .put("kind", shown)
        .put("requestKind", shown)
        .put("resource", resource)
        .put("requestResource", resource)
        .put("subResource", subresource)
        .put("requestSubResource", subresource)
        .put("name", key.name())
        .put("namespace", key.namespace())
        .put("operation", operation)
        .put("userInfo", who)
        .put("dryRun", dryRun)
        .put("options", Obj.EMPTY)
        .build();
  }

  private static Json triple(String group, String version, String last, String name) {
    return Json.object().put("group", group).put("version", version).put(last, name).build();
  }

  /// The namespace of the object; empty for one that has none.
  Optional<Obj> namespace() {
    return key.namespace().isEmpty()
        ? Optional.empty()
        : view.find(new ObjectKey(KindNames.NAMESPACE, key.tenant(), "", key.namespace()))
            .map(entry -> entry.json());
  }

  /// As it would be and as it was, as far as there is such a thing.
  List<Obj> states() {
    return Stream.of(object, old).flatMap(Optional::stream).toList();
  }
}
