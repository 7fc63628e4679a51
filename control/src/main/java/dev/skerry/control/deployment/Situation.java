package dev.skerry.control.deployment;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Deployment and its ReplicaSets on one view.
///
/// @param desired wanted pods here
/// @param current the set of the present template
/// @param old the others, oldest first
/// @param orphans sets without a controller that its selector matches
record Situation(
    Entry entry,
    Obj json,
    long desired,
    Strategy strategy,
    Optional<OwnedSet> current,
    List<OwnedSet> old,
    List<Entry> orphans) {

  static Situation of(View view, Entry entry, long desired) {
    Obj json = entry.json();
    var sets = new ArrayList<OwnedSet>();
    var orphans = new ArrayList<Entry>();
    ObjectKey key = entry.key();
    Obj selector = json.obj("spec", "selector");
    for (Entry set : view.in(KindNames.REPLICA_SET, key.tenant(), key.namespace()).values()) {
      Optional<OwnerReference> controller =
          set.owners().stream().filter(OwnerReference::controller).findFirst();
      if (!Shares.own(view, set)) {
        continue;
      }
      if (controller.isPresent()) {
        if (controller.get().uid().equals(entry.uid())) {
          sets.add(OwnedSet.of(view, set));
        }
      } else if (!selector.isEmpty() && LabelSelector.of(selector).matches(set.labels())) {
        orphans.add(set);
      }
    }
    sets.sort(OwnedSet.BY_AGE);
    Optional<OwnedSet> current = current(json, sets);
    List<OwnedSet> old = sets.stream().filter(s -> !current.equals(Optional.of(s))).toList();
    Strategy strategy = Strategy.of(json.obj("spec"), desired);
    return new Situation(entry, json, desired, strategy, current, old, orphans);
  }

  private static Optional<OwnedSet> current(Obj json, List<OwnedSet> sets) {
    Obj template = json.obj("spec", "template");
    return sets.stream()
        .filter(s -> !s.json().at("metadata", "deletionTimestamp").isPresent())
        .filter(s -> TemplateHash.same(template, s.json().obj("spec", "template")))
        .findFirst();
  }

  List<OwnedSet> all() {
    var all = new ArrayList<>(old);
    current.ifPresent(all::add);
    return all;
  }

  String hash() {
    long collisions = json.integer("status", "collisionCount").orElse(0);
    return TemplateHash.of(json.obj("spec", "template"), collisions);
  }

  boolean paused() {
    return json.isTrue("spec", "paused");
  }

  long generation() {
    return json.integer("metadata", "generation").orElse(0);
  }

  /// One above all others for a set that just became current.
  long revision() {
    long newest = old.stream().mapToLong(OwnedSet::revision).max().orElse(0);
    long own = current.map(OwnedSet::revision).orElse(0L);
    return Math.max(own, newest + 1);
  }

  long total() {
    return all().stream().mapToLong(OwnedSet::wanted).sum();
  }

  /// Pods that are there or will be: a set that was scaled down still has what it has not deleted.
  long occupied() {
    return all().stream().mapToLong(s -> Math.max(s.wanted(), s.pods())).sum();
  }
}
