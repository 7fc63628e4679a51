package dev.skerry.control.rbac;

import dev.skerry.control.access.Rule;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps the default roles and bindings: makes what is missing, and gives back what was taken from
/// them, unless they are annotated `rbac.authorization.kubernetes.io/autoupdate: "false"`. What was
/// added to them stays.
public final class PolicyController implements Controller {
  @Override
  public String name() {
    return "rbac-policy-controller";
  }

  @Override
  public List<ObjectKey> seeds(View view) {
    return List.copyOf(DefaultPolicy.OBJECTS.keySet());
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return DefaultPolicy.OBJECTS.containsKey(change.key()) ? List.of(change.key()) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Obj wanted = DefaultPolicy.OBJECTS.getOrDefault(key, Obj.EMPTY);
    if (wanted.isEmpty()) {
      return Plan.NOTHING;
    }
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      return Plan.of(new Intent.Create(key, wanted));
    }
    Obj live = found.get().json();
    boolean kept =
        Shares.own(view, found.get())
            && !live.text("metadata", "annotations", DefaultPolicy.AUTO_UPDATE).equals("false");
    return kept ? Plan.of(mended(found.get(), live, wanted)) : Plan.NOTHING;
  }

  private static List<Intent> mended(Entry entry, Obj live, Obj wanted) {
    boolean aggregated = wanted.at("aggregationRule").isPresent();
    String list = wanted.at("subjects").isPresent() ? "subjects" : "rules";
    if (aggregated || holds(live.items(list), wanted.items(list), list)) {
      return List.of();
    }
    var items = new ArrayList<>(wanted.items(list));
    live.items(list).stream().filter(i -> !items.contains(i)).forEach(items::add);
    return Wanted.fields(entry, live, Obj.EMPTY.with(list, Json.array(items)));
  }

  private static boolean holds(List<Json> live, List<Json> wanted, String list) {
    if (list.equals("rules")) {
      List<Rule> rules = live.stream().map(Rule::of).toList();
      return wanted.stream().map(Rule::of).allMatch(rules::contains);
    }
    return live.containsAll(wanted);
  }
}
