package dev.skerry.simulation.mutant;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes from a site that is not heard what it was given: what a core must never do.
final class Evicting implements Controller {
  @Override
  public String name() {
    return "evicting-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    return change.key().kind().equals(KindNames.SITE) ? List.of(change.key()) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    var intents = new ArrayList<Intent>();
    var site = new SiteName(key.name());
    if (!Sites.online(view, site)) {
      for (Stored stored : view.parts().values()) {
        var part = stored.record().key();
        if (part.part() == Part.SHARE && part.site().equals(site) && !stored.record().gone()) {
          intents.add(
              new Intent.WritePart(part, stored.record().object(), Optional.empty(), "silent"));
        }
      }
    }
    return Plan.of(intents);
  }
}
