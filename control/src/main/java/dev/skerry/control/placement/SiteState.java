package dev.skerry.control.placement;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A site as placement sees it for one workload.
///
/// @param offers what its nodes have, or its Site says; empty while neither was reported
/// @param free that, less what other workloads were promised and what the site's own pods ask for
record SiteState(SiteName site, Obj json, Optional<Amounts> offers, Amounts free) {

  boolean online() {
    return Conditions.isTrue(json, "Online");
  }

  boolean leaving() {
    return Pods.deleting(json);
  }

  /// How many more replicas with these requests it has room for.
  long room(Amounts each, long most) {
    if (offers.isEmpty()) {
      return 0;
    }
    long fit = most;
    for (var ask : each.milli().entrySet()) {
      if (ask.getValue() > 0) {
        fit = Math.min(fit, Math.max(0, free.of(ask.getKey())) / ask.getValue());
      }
    }
    return fit;
  }

  /// All children of this control plane, sorted by name, as they stand for `workload`.
  static List<SiteState> all(View view, Entry workload) {
    var used = new TreeMap<SiteName, Amounts>();
    var offered = new TreeMap<SiteName, Amounts>();
    promises(view, workload, used);
    for (Entry pod : view.all(KindNames.POD, TenantName.DEFAULT).values()) {
      if (pod.projected() && isLocal(view, pod)) {
        Obj json = pod.json();
        if (!Pods.ended(json)) {
          used.merge(pod.home(), PodSpecs.requests(json.obj("spec")), Amounts::plus);
        }
      }
    }
    for (Entry node : view.all(KindNames.NODE, TenantName.DEFAULT).values()) {
      if (node.projected()) {
        offered.merge(node.home(), offer(node.json()), Amounts::plus);
      }
    }
    var states = new ArrayList<SiteState>();
    for (Entry entry : Sites.children(view)) {
      Obj json = entry.json();
      SiteName site = Sites.name(entry);
      Optional<Amounts> offers = declared(json).or(() -> Optional.ofNullable(offered.get(site)));
      Amounts free = offers.orElse(Amounts.NONE).minus(used.getOrDefault(site, Amounts.NONE));
      states.add(new SiteState(site, json, offers, free));
    }
    return states;
  }

  private static void promises(View view, Entry workload, Map<SiteName, Amounts> used) {
    for (var kind : List.of(KindNames.DEPLOYMENT, KindNames.POD)) {
      for (Entry other : view.all(kind, TenantName.DEFAULT).values()) {
        if (!Shares.isWorkload(view, other) || other.uid().equals(workload.uid())) {
          continue;
        }
        var shares = Shares.of(view, other.uid());
        if (!shares.isEmpty()) {
          Amounts each = PodSpecs.requests(Shares.podSpec(other.key(), other.json()));
          shares.forEach(
              (site, share) -> used.merge(site, each.times(Shares.replicas(share)), Amounts::plus));
        }
      }
    }
  }

  /// A pod of a namespace that is the site's own; all others are counted by their shares.
  private static boolean isLocal(View view, Entry pod) {
    ObjectKey key = pod.key();
    return key.namespace().startsWith("kube-")
        || view.find(new ObjectKey(KindNames.NAMESPACE, key.tenant(), "", key.namespace()))
            .filter(ns -> Shares.own(view, ns))
            .isEmpty();
  }

  private static final Amounts DEFAULT_PODS = Amounts.pods(110);

  private static Amounts offer(Obj node) {
    Obj said = node.obj("status", "allocatable");
    return DEFAULT_PODS.overlaid(
        Amounts.read(said.isEmpty() ? node.obj("status", "capacity") : said));
  }

  /// What people or the site itself declared goes before the sum of its nodes.
  private static Optional<Amounts> declared(Obj site) {
    for (Obj said : List.of(site.obj("spec", "capacity"), site.obj("status", "allocatable"))) {
      if (!said.isEmpty()) {
        return Optional.of(DEFAULT_PODS.overlaid(Amounts.read(said)));
      }
    }
    return Optional.empty();
  }
}
