package dev.skerry.control.schedule;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.unit.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node and the pods that are bound to it and have not ended.
///
/// @param free what is left of its allocatable resources
record Candidate(Entry entry, Obj node, List<Bound> pods, Amounts free) {
  /// Pods on a node that does not say how many it takes; kubelet's default.
  private static final long DEFAULT_PODS = 110;

  /// A pod on the node.
  record Bound(Entry entry, Obj pod) {}

  String name() {
    return entry.key().name();
  }

  SortedMap<String, String> labels() {
    return entry.labels();
  }

  Amounts allocatable() {
    return allocatable(node);
  }

  private static Amounts allocatable(Obj node) {
    Obj said = node.obj("status", "allocatable");
    return Amounts.read(said.isEmpty() ? node.obj("status", "capacity") : said);
  }

  /// All nodes of this site, sorted by name.
  static List<Candidate> of(View view) {
    var byNode = new TreeMap<String, List<Bound>>();
    for (Entry entry : view.all(KindNames.POD, TenantName.DEFAULT).values()) {
      if (!entry.projected()) {
        Obj pod = entry.json();
        if (!Pods.node(pod).isEmpty() && !Pods.ended(pod)) {
          byNode.computeIfAbsent(Pods.node(pod), _ -> new ArrayList<>()).add(new Bound(entry, pod));
        }
      }
    }
    return view.all(KindNames.NODE, TenantName.DEFAULT).values().stream()
        .filter(node -> !node.projected())
        .map(node -> of(node, byNode.getOrDefault(node.key().name(), List.of())))
        .sorted(Comparator.comparing(Candidate::name))
        .toList();
  }

  private static Candidate of(Entry entry, List<Bound> pods) {
    Obj node = entry.json();
    Amounts free = Amounts.pods(DEFAULT_PODS).overlaid(allocatable(node));
    for (Bound bound : pods) {
      free = free.minus(PodSpecs.requests(bound.pod().obj("spec")));
    }
    return new Candidate(entry, node, pods, free);
  }
}
