package dev.skerry.control.custom;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Gives definitions their names and says that they are served; before one ends it deletes all
/// objects of its kind whose home is here. Every control plane says so for itself, also of
/// definitions that its parent sent: names that are free above may be taken here.
public final class DefinitionController implements Controller {
  private static final String TERMINATING = "Terminating";

  /// Objects deleted in one look; the end of each makes the definition be looked at again.
  private static final int DELETIONS = 256;

  @Override
  public String name() {
    return "definition-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(Definition.KIND)) {
      var keys = new LinkedHashSet<>(List.of(key));
      keys.addAll(Definitions.inGroup(view, key, Definitions.groupOf(key.name())));
      return List.copyOf(keys);
    }
    return change.after().isEmpty()
        ? Definitions.of(view, key).stream().filter(each -> ends(view, each)).toList()
        : List.of();
  }

  private static boolean ends(View view, ObjectKey definition) {
    return view.find(definition).filter(Entry::deleting).isPresent();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    if (!key.kind().equals(Definition.KIND)) {
      return Plan.NOTHING;
    }
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      return Plan.of(forgotten(view, key));
    }
    Entry entry = found.get();
    var definition = new Definition(entry.json());
    var intents = new ArrayList<>(status(view, entry, definition, now));
    if (entry.deleting() && Shares.own(view, entry)) {
      intents.addAll(end(view, entry, definition));
    }
    return Plan.of(intents);
  }

  private static List<Intent> status(View view, Entry entry, Definition definition, Instant now) {
    NameClaims claims = NameClaims.of(view, entry.key(), definition);
    Obj json = definition.object();
    boolean granted = claims.said().status().equals("True");
    Said established =
        granted || definition.established()
            ? Said.of(
                Definition.ESTABLISHED,
                true,
                "InitialNamesAccepted",
                "the initial names have been accepted")
            : Said.of(Definition.ESTABLISHED, false, "NotAccepted", "not all names are accepted");
    var conditions = new ArrayList<Json>();
    conditions.add(Conditions.stamped(json, claims.said(), now));
    conditions.add(Conditions.stamped(json, established, now));
    if (entry.deleting()) {
      conditions.add(
          Conditions.stamped(
              json,
              Said.of(
                  TERMINATING,
                  true,
                  "InstanceDeletionInProgress",
                  "CustomResource deletion is in progress"),
              now));
    }
    Obj status =
        Json.object()
            .put("acceptedNames", claims.accepted())
            .put("conditions", Json.array(conditions))
            .put("storedVersions", storedVersions(definition))
            .build();
    boolean namesDiffer = !definition.accepted().equals(claims.accepted());
    List<Intent> wanted = Wanted.status(entry, json, status);
    return wanted.isEmpty() && namesDiffer
        ? Wanted.status(entry, json.without("status"), status)
        : wanted;
  }

  private static Json storedVersions(Definition definition) {
    var versions = new LinkedHashSet<>(definition.object().items("status", "storedVersions"));
    versions.add(Json.of(definition.stored()));
    return Json.array(List.copyOf(versions));
  }

  private static List<Intent> end(View view, Entry entry, Definition definition) {
    var intents = new ArrayList<Intent>();
    long left = 0;
    if (definition.established()) {
      for (Entry object : view.all(definition.defines(), entry.key().tenant()).values()) {
        if (!Shares.own(view, object)) {
          continue;
        }
        left++;
        if (!object.deleting() && intents.size() < DELETIONS) {
          intents.add(
              new Intent.Delete(object.key(), object.uid(), -1, Intent.Propagation.BACKGROUND));
        }
      }
    }
    if (left == 0
        && definition
            .object()
            .items("metadata", "finalizers")
            .contains(Json.of(Definition.CLEANUP))) {
      intents.add(new Intent.Finalized(entry.key(), entry.uid(), Definition.CLEANUP));
    }
    return intents;
  }

  /// What was said here of a definition that its home took away.
  private static List<Intent> forgotten(View view, ObjectKey key) {
    var intents = new ArrayList<Intent>();
    for (Uid uid : view.remains(key)) {
      var said = new PartKey(uid, Part.STATUS, view.self());
      intents.addAll(Wanted.part(view, said, key, Optional.empty(), "no longer here"));
    }
    return intents;
  }
}
