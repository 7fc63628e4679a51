package dev.skerry.control.deployment;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;

/// The ReplicaSets of a Deployment whose pods run at sites: one per template with its revision, so
/// that `rollout history` and `undo` work. Their numbers follow the Deployment's own status, which
/// is folded from the sites; nobody makes pods of them.
final class History {
  private History() {}

  static List<Intent> intents(View view, Entry entry) {
    long shared = Shares.of(view, entry.uid()).values().stream().mapToLong(Shares::replicas).sum();
    Situation at = Situation.of(view, entry, shared);
    var intents = new ArrayList<Intent>();
    DeploymentController.adopt(at, intents);
    for (OwnedSet set : at.all()) {
      boolean current = at.current().filter(set::equals).isPresent();
      Obj fields = SetFields.of(at, set, current ? shared : 0);
      intents.addAll(Wanted.fields(set.entry(), set.json(), fields));
      intents.addAll(Wanted.status(set.entry(), set.json(), numbers(at, set, current)));
    }
    boolean free = view.find(SetFields.key(at)).isEmpty() && at.orphans().isEmpty();
    if (at.current().isEmpty() && free) {
      intents.add(new Intent.Create(SetFields.key(at), SetFields.create(at, shared)));
    }
    DeploymentController.revise(at, intents);
    DeploymentController.forget(at, intents);
    return intents;
  }

  /// The updated pods belong to the current set, all others to the youngest old one.
  private static Obj numbers(Situation at, OwnedSet set, boolean current) {
    Obj folded = at.json().obj("status");
    long updated = folded.integer("updatedReplicas").orElse(0);
    long rest = Math.max(0, folded.integer("replicas").orElse(0) - updated);
    boolean youngest = !at.old().isEmpty() && at.old().getLast().equals(set);
    long replicas = current ? updated : youngest ? rest : 0;
    long ready = current ? Math.min(updated, folded.integer("readyReplicas").orElse(0)) : 0;
    long available = current ? Math.min(updated, folded.integer("availableReplicas").orElse(0)) : 0;
    return Json.object()
        .put("observedGeneration", set.json().integer("metadata", "generation").orElse(0))
        .put("replicas", replicas)
        .put("fullyLabeledReplicas", replicas)
        .put("readyReplicas", ready)
        .put("availableReplicas", available)
        .build();
  }
}
