package dev.skerry.control.quota;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.usage.Tally;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says in the status of each ResourceQuota what this control plane holds of what it limits; also
/// at a site, of a quota that came from above, where the status stays. One more write for each
/// object that comes or goes in a namespace with a quota, and for none elsewhere.
public final class QuotaController implements Controller {
  @Override
  public String name() {
    return "resourcequota-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    boolean counts =
        change.before().isEmpty()
            || change.after().isEmpty()
            || key.kind().equals(KindNames.POD)
            || key.kind().equals(KindNames.RESOURCE_QUOTA);
    boolean counted = counts && view.tally(key.tenant(), key.namespace()).isPresent();
    return counted
        ? List.copyOf(view.in(KindNames.RESOURCE_QUOTA, key.tenant(), key.namespace()).keySet())
        : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.RESOURCE_QUOTA)
            ? view.find(key).filter(entry -> !entry.projected())
            : Optional.empty();
    Optional<Tally> tally = view.tally(key.tenant(), key.namespace());
    if (found.isEmpty() || tally.isEmpty()) {
      return Plan.NOTHING;
    }
    Obj object = found.get().json();
    Quota quota = Quota.of(found.get());
    Obj status =
        Json.object().put("hard", quota.hard()).put("used", quota.used(view, tally.get())).build();
    return object.obj("status").equals(status)
        ? Plan.NOTHING
        : Plan.of(new Intent.Apply(key, said(object, status), "status", false));
  }

  private static Obj said(Obj object, Obj status) {
    Obj meta =
        Json.object()
            .put("name", object.text("metadata", "name"))
            .put("namespace", object.text("metadata", "namespace"))
            .build();
    return Json.object()
        .put("apiVersion", object.text("apiVersion"))
        .put("kind", object.text("kind"))
        .put("metadata", meta)
        .put("status", status)
        .build();
  }
}
