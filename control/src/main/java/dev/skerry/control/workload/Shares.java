package dev.skerry.control.workload;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who runs a workload: the shares `{replicas, generation, placement, reason}` that sites got.
public final class Shares {
  private Shares() {}

  /// The live shares of a workload, by site.
  public static SortedMap<SiteName, Obj> of(View view, Uid workload) {
    return bodies(view, workload, Part.SHARE);
  }

  /// What sites say of an object, by site: `{status, managedFields}`.
  public static SortedMap<SiteName, Obj> statuses(View view, Uid workload) {
    return bodies(view, workload, Part.STATUS);
  }

  /// The node to which a site bound a pod that is homed here.
  public static Optional<String> nodeName(View view, Entry pod) {
    return bodies(view, pod.uid(), Part.OVERRIDE).values().stream()
        .flatMap(override -> override.string("spec", "nodeName").stream())
        .findFirst();
  }

  private static SortedMap<SiteName, Obj> bodies(View view, Uid uid, Part part) {
    var found = new TreeMap<SiteName, Obj>();
    view.parts(uid)
        .forEach((key, stored) -> {
          if (key.part() == part && stored.record().body() instanceof Body.Present body) {
            found.put(key.site(), body.json());
          }
        });
    return Collections.unmodifiableSortedMap(found);
  }

  public static long replicas(Obj share) {
    return share.integer("replicas").orElse(0);
  }

  public static Optional<Obj> mine(View view, Uid uid) {
    return Wanted.body(view.part(new PartKey(uid, Part.SHARE, view.self())));
  }

  /// Whether this site runs the object: it is its own, or it has a share of it. A share in a
  /// namespace whose name the site uses for one of its own is not run: namespaces are never merged.
  public static boolean executes(View view, Entry entry) {
    if (entry.projected()) {
      return false;
    }
    ObjectKey key = entry.key();
    var namespace = new ObjectKey(KindNames.NAMESPACE, key.tenant(), "", key.namespace());
    return entry.home().equals(view.self())
        || (mine(view, entry.uid()).isPresent()
            && view.find(namespace).filter(ns -> own(view, ns)).isEmpty());
  }

  /// Homed here and shown as itself.
  public static boolean own(View view, Entry entry) {
    return !entry.projected() && entry.home().equals(view.self());
  }

  /// The workloads of a namespace that may have shares: Deployments, and Pods without a controller.
  public static List<Entry> workloads(View view, TenantName tenant, String namespace) {
    var found = new ArrayList<Entry>();
    for (Entry entry : view.in(KindNames.DEPLOYMENT, tenant, namespace).values()) {
      if (isWorkload(view, entry)) {
        found.add(entry);
      }
    }
    for (Entry entry : view.in(KindNames.POD, tenant, namespace).values()) {
      if (isWorkload(view, entry)) {
        found.add(entry);
      }
    }
    return found;
  }

  public static boolean isWorkload(View view, Entry entry) {
    if (!own(view, entry)) {
      return false;
    }
    return entry.key().kind().equals(KindNames.DEPLOYMENT)
        || (entry.key().kind().equals(KindNames.POD)
            && entry.owners().stream().noneMatch(o -> o.controller()));
  }

  public static boolean isWorkload(ObjectKey key) {
    return key.kind().equals(KindNames.DEPLOYMENT) || key.kind().equals(KindNames.POD);
  }

  /// The `PodSpec` of a workload.
  public static Obj podSpec(ObjectKey key, Obj workload) {
    return key.kind().equals(KindNames.POD)
        ? workload.obj("spec")
        : workload.obj("spec", "template", "spec");
  }
}
