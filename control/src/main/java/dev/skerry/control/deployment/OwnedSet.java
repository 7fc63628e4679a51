package dev.skerry.control.deployment;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Obj;
import java.util.Comparator;

/// A ReplicaSet of a Deployment, and its numbers.
///
/// @param pods that it has now and that run or will; its status may be older
record OwnedSet(Entry entry, Obj json, long pods) {
  static final String REVISION = "deployment.kubernetes.io/revision";

  /// Oldest first.
  static final Comparator<OwnedSet> BY_AGE =
      Comparator.<OwnedSet, String>comparing(s -> s.json().text("metadata", "creationTimestamp"))
          .thenComparing(OwnedSet::name);

  static OwnedSet of(View view, Entry entry) {
    long pods =
        view.ownedBy(entry.uid()).stream()
            .flatMap(key -> view.find(key).stream())
            .map(Entry::json)
            .filter(pod -> !Pods.ended(pod) && !Pods.deleting(pod))
            .count();
    return new OwnedSet(entry, entry.json(), pods);
  }

  String name() {
    return entry.key().name();
  }

  /// `spec.replicas`.
  long wanted() {
    return json.integer("spec", "replicas").orElse(1);
  }

  /// Active pods, as last counted.
  long replicas() {
    return json.integer("status", "replicas").orElse(0);
  }

  long ready() {
    return json.integer("status", "readyReplicas").orElse(0);
  }

  long available() {
    return json.integer("status", "availableReplicas").orElse(0);
  }

  /// Available pods that will stay: a count may be older than the last scaling down.
  long lasting() {
    return Math.min(available(), wanted());
  }

  boolean active() {
    return wanted() > 0;
  }

  /// Empty, and counted after it was emptied.
  boolean drained() {
    return wanted() == 0
        && replicas() == 0
        && json.integer("status", "observedGeneration").orElse(0)
            >= json.integer("metadata", "generation").orElse(0);
  }

  /// Zero when it has none.
  long revision() {
    try {
      return Long.parseLong(json.obj("metadata", "annotations").text(REVISION));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
