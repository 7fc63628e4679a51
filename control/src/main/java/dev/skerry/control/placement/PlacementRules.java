package dev.skerry.control.placement;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the spec of a Placement.
public record PlacementRules(Entry entry, Obj json) {
  static PlacementRules of(Entry placement) {
    return new PlacementRules(placement, placement.json());
  }

  public String name() {
    return entry.key().name();
  }

  /// The Placement that speaks for a workload: of those that select it the first by name.
  public static Optional<PlacementRules> over(View view, Entry workload) {
    return view
        .in(KindNames.PLACEMENT, workload.key().tenant(), workload.key().namespace())
        .values()
        .stream()
        .map(PlacementRules::of)
        .filter(rules -> !Pods.deleting(rules.json()) && rules.selects(workload))
        .findFirst();
  }

  boolean selects(Entry workload) {
    Obj selector = json.obj("spec", "selector");
    List<String> kinds = LabelSelector.texts(selector.items("kinds"));
    List<String> names = LabelSelector.texts(selector.items("names"));
    String kind = workload.key().kind().kind();
    return (kinds.isEmpty() ? kind.equals("Deployment") : kinds.contains(kind))
        && (names.isEmpty() || names.contains(workload.key().name()))
        && LabelSelector.of(selector.obj("labelSelector")).matches(workload.labels());
  }

  /// The workloads of its namespace that it speaks for, sorted by key.
  List<Entry> workloads(View view) {
    return Shares.workloads(view, entry.key().tenant(), entry.key().namespace()).stream()
        .filter(w -> over(view, w).filter(r -> r.entry().equals(entry)).isPresent())
        .filter(w -> !Pods.deleting(w.json()))
        .toList();
  }

  Obj sites() {
    return json.obj("spec", "sites");
  }

  /// Replicas at every chosen site; empty when a total is divided.
  OptionalLong perSite() {
    return json.integer("spec", "replicasPerSite");
  }

  /// The number to divide over all sites.
  long total(Obj workload) {
    return json.integer("spec", "replicas")
        .orElseGet(() -> workload.integer("spec", "replicas").orElse(1));
  }

  /// `{topologyKey, maxSkew}`, in order.
  List<Json> spread() {
    return json.items("spec", "spread");
  }

  String partitionPolicy() {
    return json.string("spec", "partitionPolicy").orElse("keepRunning");
  }
}
