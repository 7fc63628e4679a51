package dev.skerry.control.rbac;

import dev.skerry.control.access.User;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The roles and bindings that every control plane comes with. Those for people (`view`, `edit`,
/// `admin`) are aggregated, so that a new kind can add to them. Source: Kubernetes, "Using RBAC
/// authorization", default roles and role bindings.
final class DefaultPolicy {
  static final String AUTO_UPDATE = "rbac.authorization.kubernetes.io/autoupdate";
  private static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";
  private static final String AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";
  private static final String RBAC = "rbac.authorization.k8s.io";

  private static final String READ = "get,list,watch";
  private static final String WRITE = "create,delete,deletecollection,patch,update";
  private static final String ANY = WRITE + "," + READ;

  /// Lines of verbs, group and resources; paths have the group `path`.
  private static final List<String> VIEW =
      List.of(
          READ
              + " : core : configmaps,endpoints,events,limitranges,namespaces,"
              + "persistentvolumeclaims,pods,pods/log,pods/status,resourcequotas,"
              + "resourcequotas/status,serviceaccounts,services,services/status",
          READ
              + " : apps : controllerrevisions,daemonsets,daemonsets/status,deployments,"
              + "deployments/scale,deployments/status,replicasets,replicasets/scale,"
              + "replicasets/status,statefulsets,statefulsets/scale,statefulsets/status",
          READ + " : batch : cronjobs,cronjobs/status,jobs,jobs/status",
          READ + " : autoscaling : horizontalpodautoscalers,horizontalpodautoscalers/status",
          READ + " : networking.k8s.io : ingresses,ingresses/status,networkpolicies",
          READ + " : policy : poddisruptionbudgets,poddisruptionbudgets/status",
          READ + " : skerry.dev : placements,placements/status");

  private static final List<String> EDIT =
      List.of(
          READ + " : core : pods/attach,pods/exec,pods/portforward,pods/proxy,secrets",
          "impersonate : core : serviceaccounts",
          WRITE
              + " : core : configmaps,events,persistentvolumeclaims,pods,pods/attach,pods/exec,"
              + "pods/portforward,pods/proxy,secrets,serviceaccounts,services",
          "create : core : pods/eviction,serviceaccounts/token",
          WRITE
              + " : apps : daemonsets,deployments,deployments/rollback,deployments/scale,"
              + "replicasets,replicasets/scale,statefulsets,statefulsets/scale",
          WRITE + " : batch : cronjobs,jobs",
          WRITE + " : autoscaling : horizontalpodautoscalers",
          WRITE + " : networking.k8s.io : ingresses,networkpolicies",
          WRITE + " : policy : poddisruptionbudgets",
          ANY + " : coordination.k8s.io : leases",
          WRITE + " : skerry.dev : placements");

  private static final List<String> ADMIN =
      List.of(
          "create : authorization.k8s.io : localsubjectaccessreviews",
          ANY + " : " + RBAC + " : rolebindings,roles");

  static final SortedMap<ObjectKey, Obj> OBJECTS = objects();

  private DefaultPolicy() {}

  private static SortedMap<ObjectKey, Obj> objects() {
    var all = new ArrayList<Obj>();
    all.add(role("cluster-admin", List.of("* : * : *", "* : path : *")));
    all.add(collected("admin", "admin", ""));
    all.add(collected("edit", "edit", "admin"));
    all.add(collected("view", "view", "edit"));
    all.add(labelled(role("system:aggregate-to-admin", ADMIN), "admin"));
    all.add(labelled(role("system:aggregate-to-edit", EDIT), "edit"));
    all.add(labelled(role("system:aggregate-to-view", VIEW), "view"));
    all.add(
        role(
            "system:basic-user",
            List.of(
                "create : authorization.k8s.io : selfsubjectaccessreviews,selfsubjectrulesreviews",
                "create : authentication.k8s.io : selfsubjectreviews")));
    all.add(
        role(
            "system:discovery",
            List.of(
                "get : path : /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,"
                    + "/readyz,/version,/version/")));
    all.add(
        role(
            "system:service-account-issuer-discovery",
            List.of("get : path : /.well-known/openid-configuration,/openid/v1/jwks")));
    all.add(
        role(
            "system:auth-delegator",
            List.of(
                "create : authentication.k8s.io : tokenreviews",
                "create : authorization.k8s.io : subjectaccessreviews")));
    all.add(role("skerry:site-visitor", List.of("* : path : /sites/*")));
    all.add(binding("cluster-admin", User.MASTERS));
    all.add(binding("system:basic-user", User.AUTHENTICATED));
    all.add(binding("system:discovery", User.AUTHENTICATED));
    all.add(binding("system:service-account-issuer-discovery", "system:serviceaccounts"));
    var byKey = new TreeMap<ObjectKey, Obj>();
    for (Obj object : all) {
      var kind = new GroupKind(RBAC, object.text("kind"));
      byKey.put(ObjectKey.of(kind, "", object.text("metadata", "name")), object);
    }
    return Collections.unmodifiableSortedMap(byKey);
  }

  private static Obj role(String name, List<String> lines) {
    List<Json> rules = lines.stream().map(DefaultPolicy::rule).toList();
    return header(KindNames.CLUSTER_ROLE.kind(), name).with("rules", Json.array(rules));
  }

  private static Json rule(String line) {
    List<String> parts = Arrays.stream(line.split(" : ", 3)).map(String::strip).toList();
    Json verbs = words(parts.get(0));
    String group = parts.get(1);
    return group.equals("path")
        ? Json.object().put("verbs", verbs).put("nonResourceURLs", words(parts.get(2))).build()
        : Json.object()
            .put("verbs", verbs)
            .put("apiGroups", Json.strings(List.of(group.equals("core") ? "" : group)))
            .put("resources", words(parts.get(2)))
            .build();
  }

  private static Json words(String list) {
    return Json.strings(Arrays.asList(list.split(",", -1)));
  }

  /// A role that has the rules of whatever is labelled so.
  private static Obj collected(String name, String from, String into) {
    Obj selector = Obj.EMPTY.with("matchLabels", Obj.EMPTY.with(AGGREGATE_TO + from, "true"));
    Obj role =
        header(KindNames.CLUSTER_ROLE.kind(), name)
            .withAt(Json.array(List.of(selector)), "aggregationRule", "clusterRoleSelectors");
    return into.isEmpty() ? role : labelled(role, into);
  }

  private static Obj labelled(Obj role, String into) {
    return role.withAt(Json.of("true"), "metadata", "labels", AGGREGATE_TO + into);
  }

  private static Obj binding(String role, String group) {
    Obj subject =
        Json.object().put("apiGroup", RBAC).put("kind", "Group").put("name", group).build();
    Obj reference =
        Json.object().put("apiGroup", RBAC).put("kind", "ClusterRole").put("name", role).build();
    return header(KindNames.CLUSTER_ROLE_BINDING.kind(), role)
        .with("roleRef", reference)
        .with("subjects", Json.array(List.of(subject)));
  }

  private static Obj header(String kind, String name) {
    return Json.object()
        .put("apiVersion", RBAC + "/v1")
        .put("kind", kind)
        .put("metadata", Json.object().put("name", name).build())
        .build()
        .withAt(Json.of("rbac-defaults"), "metadata", "labels", BOOTSTRAPPING)
        .withAt(Json.of("true"), "metadata", "annotations", AUTO_UPDATE);
  }
}
