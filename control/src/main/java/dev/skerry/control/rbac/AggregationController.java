package dev.skerry.control.rbac;

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
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.selector.LabelSelector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Writes the rules of ClusterRoles with an `aggregationRule`: those of all ClusterRoles that one
/// of its selectors takes, each rule once, in the order of the roles' names.
public final class AggregationController implements Controller {
  @Override
  public String name() {
    return "clusterrole-aggregation-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(KindNames.CLUSTER_ROLE)
        ? roles(view).stream().filter(AggregationController::aggregates).map(Entry::key).toList()
        : List.of();
  }

  private static Collection<Entry> roles(View view) {
    return view.all(KindNames.CLUSTER_ROLE, TenantName.DEFAULT).values();
  }

  private static boolean aggregates(Entry role) {
    return role.json().at("aggregationRule").isPresent();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        view.find(key).filter(e -> Shares.own(view, e)).filter(AggregationController::aggregates);
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Obj role = found.get().json();
    List<LabelSelector> selectors =
        role.items("aggregationRule", "clusterRoleSelectors").stream()
            .map(s -> LabelSelector.of(s instanceof Obj selector ? selector : Obj.EMPTY))
            .toList();
    var rules = new ArrayList<Json>();
    for (Entry other : roles(view)) {
      boolean taken =
          !other.key().equals(key) && selectors.stream().anyMatch(s -> s.matches(other.labels()));
      if (taken) {
        other.json().items("rules").stream().filter(r -> !rules.contains(r)).forEach(rules::add);
      }
    }
    return Plan.of(Wanted.fields(found.get(), role, Obj.EMPTY.with("rules", Json.array(rules))));
  }
}
