package dev.skerry.control.namespace;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Namespaces from above whose name is taken here by one of this site. They wait; the site says so
/// on its Site object, which its parent shows, and by an Event.
final class Conflicts {
  private static final String TYPE = "NamespaceConflict";

  private Conflicts() {}

  static List<ObjectKey> keys(View view) {
    return view.shadowed().keySet().stream()
        .filter(key -> key.kind().equals(KindNames.NAMESPACE))
        .toList();
  }

  static List<Intent> tell(View view, ObjectKey namespace, Instant now) {
    Optional<Entry> site = Sites.find(view, view.self()).filter(s -> !Shares.own(view, s));
    if (site.isEmpty()) {
      return List.of();
    }
    Obj json = site.get().json();
    List<String> names = keys(view).stream().map(ObjectKey::name).toList();
    if (names.isEmpty() && Conditions.find(json, TYPE).isEmpty()) {
      return List.of();
    }
    Conditions.Said said =
        names.isEmpty()
            ? Conditions.Said.of(TYPE, false, "NoConflict", "no name is used twice")
            : Conditions.Said.of(TYPE, true, "NameTaken", sentence(names));
    Obj condition = Conditions.stamped(json, said, now);
    Obj status = Json.object().put("conditions", Json.array(List.of(condition))).build();
    var intents = new ArrayList<>(Wanted.status(site.get(), json, status));
    Optional<Entry> ours = view.find(namespace);
    if (!intents.isEmpty() && names.contains(namespace.name()) && ours.isPresent()) {
      intents.add(new Intent.Note(namespace, ours.get().uid(), "Warning", TYPE, said.message()));
    }
    return intents;
  }

  private static String sentence(List<String> names) {
    return "the site has namespaces of its own named "
        + String.join(", ", names)
        + "; those from above wait: delete or rename one of them";
  }
}
