package dev.skerry.control.deployment;

import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import java.util.List;

/// What a Deployment writes into its ReplicaSets. Always the whole of it: a field that an apply
/// leaves out is given up.
final class SetFields {
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MOST = "deployment.kubernetes.io/max-replicas";

  /// Annotations of the Deployment that its sets do not take over.
  private static final List<String> KEPT_BACK =
      List.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          OwnedSet.REVISION,
          "deployment.kubernetes.io/revision-history",
          DESIRED,
          MOST);

  private SetFields() {}

  /// Whether the wanted number changed since the sets were last sized.
  static boolean outdated(Situation at) {
    return at.all().stream()
        .filter(OwnedSet::active)
        .map(s -> s.json().obj("metadata", "annotations").text(DESIRED))
        .anyMatch(said -> !said.isEmpty() && !said.equals(Long.toString(at.desired())));
  }

  static Obj of(Situation at, OwnedSet set, long replicas) {
    boolean current = at.current().equals(java.util.Optional.of(set));
    Obj annotations = current ? taken(at) : said(set);
    long revision = current ? at.revision() : set.revision();
    if (revision > 0) {
      annotations = annotations.with(OwnedSet.REVISION, Long.toString(revision));
    }
    if (replicas > 0 || current) {
      annotations = sized(at, annotations);
    }
    Obj.Builder spec = Json.object().put("replicas", replicas);
    if (current) {
      spec.put("minReadySeconds", minReady(at));
    }
    return Json.object()
        .put("metadata", Json.object().put("annotations", annotations).build())
        .put("spec", spec.build())
        .build();
  }

  /// The set of the present template, to be created.
  static Obj create(Situation at, long replicas) {
    String hash = at.hash();
    Obj template = at.json().obj("spec", "template");
    Obj labelled = template.withAt(Json.of(hash), "metadata", "labels", TemplateHash.LABEL);
    Obj selector =
        at.json().obj("spec", "selector").withAt(Json.of(hash), "matchLabels", TemplateHash.LABEL);
    Obj annotations = sized(at, taken(at)).with(OwnedSet.REVISION, Long.toString(at.revision()));
    ObjectKey key = key(at);
    Obj meta =
        Json.object()
            .put("name", key.name())
            .put("namespace", key.namespace())
            .put("labels", labelled.obj("metadata", "labels"))
            .put("annotations", annotations)
            .put("ownerReferences", Json.array(List.of(owner(at).toJson())))
            .build();
    Obj spec =
        Json.object()
            .put("replicas", replicas)
            .put("minReadySeconds", minReady(at))
            .put("selector", selector)
            .put("template", labelled)
            .build();
    return Json.object()
        .put("apiVersion", "apps/v1")
        .put("kind", "ReplicaSet")
        .put("metadata", meta)
        .put("spec", spec)
        .build();
  }

  static ObjectKey key(Situation at) {
    ObjectKey own = at.entry().key();
    return new ObjectKey(
        KindNames.REPLICA_SET, own.tenant(), own.namespace(), own.name() + "-" + at.hash());
  }

  static OwnerReference owner(Situation at) {
    ObjectKey key = at.entry().key();
    return new OwnerReference("apps/v1", "Deployment", key.name(), at.entry().uid(), true, true);
  }

  private static long minReady(Situation at) {
    return at.json().integer("spec", "minReadySeconds").orElse(0);
  }

  private static Obj taken(Situation at) {
    Obj annotations = at.json().obj("metadata", "annotations");
    for (String name : KEPT_BACK) {
      annotations = annotations.without(name);
    }
    return annotations;
  }

  private static Obj said(OwnedSet set) {
    return set.json().obj("metadata", "annotations").without("skerry.dev/pods-made");
  }

  private static Obj sized(Situation at, Obj annotations) {
    return annotations
        .with(DESIRED, Long.toString(at.desired()))
        .with(MOST, Long.toString(at.strategy().most(at.desired())));
  }
}
