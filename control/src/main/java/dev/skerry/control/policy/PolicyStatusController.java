package dev.skerry.control.policy;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says of each policy which generation is in force. Its expressions are checked when it is
/// written, by names and not by the types of what they look at, so there is nothing to warn of.
public final class PolicyStatusController implements Controller {
  @Override
  public String name() {
    return "validatingadmissionpolicy-status-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(KindNames.POLICY) ? List.of(change.key()) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.POLICY)
            ? view.find(key).filter(entry -> Shares.own(view, entry))
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Obj policy = found.get().json();
    Obj status =
        Json.object()
            .put("observedGeneration", policy.integer("metadata", "generation").orElse(0))
            .put("typeChecking", Obj.EMPTY)
            .build();
    return Plan.of(Wanted.status(found.get(), policy, status));
  }
}
