package dev.skerry.control.replication;

import dev.skerry.control.namespace.RootAuthority;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which sites an object of this store belongs to: the namespace is the unit, workloads go by
/// share, Secrets only where a placed pod refers to them. A site holds nothing else.
final class Scope {
  private static final SortedSet<SiteName> NOWHERE =
      Collections.unmodifiableSortedSet(new TreeSet<>());

  /// Kinds that a core keeps for itself.
  private static final List<GroupKind> KEPT =
      List.of(
          KindNames.REPLICA_SET,
          KindNames.EVENT,
          KindNames.LEASE,
          KindNames.NODE,
          KindNames.PLACEMENT);

  private Scope() {}

  /// The sites that get the spec of this object.
  static SortedSet<SiteName> of(View view, Entry entry) {
    ObjectKey key = entry.key();
    if (!Shares.own(view, entry) || KEPT.contains(key.kind())) {
      return NOWHERE;
    }
    if (key.kind().equals(KindNames.SITE)) {
      boolean child = !key.name().equals(view.self().value());
      return child ? only(Sites.name(entry)) : NOWHERE;
    }
    if (RoleScope.isOne(key.kind())) {
      return RoleScope.of(view, entry);
    }
    if (PolicyScope.isOne(key.kind())) {
      return PolicyScope.of(view, entry);
    }
    if (RootAuthority.isOne(key)) {
      return NOWHERE;
    }
    if (Shares.isWorkload(key)) {
      return new TreeSet<>(Shares.of(view, entry.uid()).keySet());
    }
    if (key.kind().equals(Definition.KIND)) {
      return users(view, entry);
    }
    String namespace = key.kind().equals(KindNames.NAMESPACE) ? key.name() : key.namespace();
    if (namespace.isEmpty() || namespace.startsWith("kube-")) {
      return NOWHERE;
    }
    if (!key.kind().equals(KindNames.SECRET)) {
      return view.sharing(key.tenant(), namespace);
    }
    var sites = new TreeSet<SiteName>();
    for (Entry workload : Shares.workloads(view, key.tenant(), namespace)) {
      SortedSet<SiteName> placed = new TreeSet<>(Shares.of(view, workload.uid()).keySet());
      if (!placed.isEmpty() && refers(view, workload, key.name())) {
        sites.addAll(placed);
      }
    }
    return sites;
  }

  /// A definition goes where objects of its kind go: to the sites of the namespaces that have one.
  private static SortedSet<SiteName> users(View view, Entry entry) {
    GroupKind kind = new Definition(entry.json()).defines();
    var sites = new TreeSet<SiteName>();
    SortedMap<ObjectKey, Entry> left = view.all(kind, entry.key().tenant());
    while (!left.isEmpty()) {
      String namespace = left.firstKey().namespace();
      sites.addAll(view.sharing(entry.key().tenant(), namespace));
      left = left.tailMap(new ObjectKey(kind, entry.key().tenant(), namespace + "\0", ""));
    }
    return sites;
  }

  private static SortedSet<SiteName> only(SiteName site) {
    return new TreeSet<>(List.of(site));
  }

  /// By its template, or by the service account that its pods run as.
  private static boolean refers(View view, Entry workload, String secret) {
    Obj spec = Shares.podSpec(workload.key(), workload.json());
    if (PodSpecs.secrets(spec).contains(secret)) {
      return true;
    }
    ObjectKey in = workload.key();
    var account =
        new ObjectKey(
            KindNames.SERVICE_ACCOUNT, in.tenant(), in.namespace(), PodSpecs.serviceAccount(spec));
    return view.find(account)
        .map(Entry::json)
        .filter(json ->
            named(json.items("secrets"), secret) || named(json.items("imagePullSecrets"), secret))
        .isPresent();
  }

  private static boolean named(List<Json> references, String name) {
    return references.stream().anyMatch(r -> r.text("name").equals(name));
  }
}
