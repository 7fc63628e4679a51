package dev.skerry.control.collect;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Intent.Propagation;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Deletes dependents of what is gone, lets owners go whose dependents are gone, and removes pods
/// that have stopped. Only objects of which this is the home: of others their home decides.
public final class CollectController implements Controller {
  private static final String ORPHAN = "orphan";

  @Override
  public String name() {
    return "generic-garbage-collector";
  }

  /// The object, those it owns and those that own it.
  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    var keys = new ArrayList<ObjectKey>();
    keys.add(change.key());
    boolean told = change.after().filter(e -> !e.deleting()).isPresent();
    if (!told) {
      change.before().ifPresent(e -> keys.addAll(view.ownedBy(e.uid())));
      change
          .before()
          .ifPresent(e ->
              e.owners()
                  .forEach(o -> view.find(o.uid()).ifPresent(owner -> keys.add(owner.key()))));
    }
    if (change.key().kind().equals(KindNames.NODE) && change.after().isEmpty()) {
      view.all(KindNames.POD, change.key().tenant()).values().stream()
          .filter(pod -> Pods.node(pod.json()).equals(change.key().name()))
          .forEach(pod -> keys.add(pod.key()));
    }
    return keys.stream().distinct().toList();
  }

  /// The end of an object whose name another one has does not show as a change.
  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    return part.gone() && part.key().part() == Part.SPEC
        ? List.copyOf(view.ownedBy(part.key().uid()))
        : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found = view.find(key).filter(e -> Shares.own(view, e));
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    if (!entry.deleting()) {
      if (isStranded(view, entry)) {
        return Plan.of(List.of(new Intent.Delete(key, entry.uid(), 0, Propagation.BACKGROUND)));
      }
      return entry.owners().isEmpty() ? Plan.NOTHING : owned(view, entry, now);
    }
    Obj object = entry.json();
    var intents = new ArrayList<Intent>();
    List<String> finalizers = new Meta(object).finalizers();
    if (finalizers.contains(Owners.FOREGROUND)) {
      intents.addAll(foreground(view, entry));
    }
    if (finalizers.contains(ORPHAN)) {
      intents.addAll(orphan(view, entry));
    }
    if (key.kind().equals(KindNames.POD) && finalizers.isEmpty() && isOver(view, object)) {
      intents.add(new Intent.Delete(key, entry.uid(), 0, Propagation.BACKGROUND));
    }
    return Plan.of(intents);
  }

  /// A pod of a node that was taken out of the site; a node that is only silent keeps its pods.
  private static boolean isStranded(View view, Entry entry) {
    return entry.key().kind().equals(KindNames.POD)
        && Shares.of(view, entry.uid()).isEmpty()
        && !Pods.node(entry.json()).isEmpty()
        && !hasNode(view, entry.json());
  }

  private static boolean hasNode(View view, Obj pod) {
    return view.find(ObjectKey.of(KindNames.NODE, "", Pods.node(pod))).isPresent();
  }

  /// A pod that never got to a node, whose node says that all has stopped, or whose node was taken
  /// out of the site.
  private static boolean isOver(View view, Obj pod) {
    return Pods.node(pod).isEmpty() || Pods.stopped(pod) || !hasNode(view, pod);
  }

  private static Plan owned(View view, Entry entry, Instant now) {
    Owners owners = Owners.of(view, entry, entry.json(), now);
    var intents = new ArrayList<Intent>();
    if (!owners.alive().isEmpty()) {
      disown(entry, owners.gone(), intents);
      disown(entry, owners.waiting(), intents);
    } else if (!owners.waiting().isEmpty()) {
      boolean blocks = owners.waiting().stream().anyMatch(OwnerReference::blockDeletion);
      boolean owns = !view.ownedBy(entry.uid()).isEmpty();
      intents.add(delete(entry, blocks && owns ? Propagation.FOREGROUND : Propagation.BACKGROUND));
    } else if (!owners.gone().isEmpty()) {
      intents.add(delete(entry, Propagation.BACKGROUND));
    }
    Plan plan = Plan.of(intents);
    return owners.unsureUntil().stream().min(Instant::compareTo).map(plan::again).orElse(plan);
  }

  private static void disown(Entry entry, List<OwnerReference> gone, List<Intent> intents) {
    for (OwnerReference owner : gone) {
      intents.add(new Intent.Disowned(entry.key(), entry.uid(), owner.uid()));
    }
  }

  private static Intent delete(Entry entry, Propagation how) {
    return new Intent.Delete(entry.key(), entry.uid(), -1, how);
  }

  /// Dependents that block go first; the others are deleted when they are looked at.
  private static List<Intent> foreground(View view, Entry owner) {
    boolean blocked =
        dependents(view, owner).stream()
            .flatMap(d -> d.owners().stream())
            .anyMatch(o -> o.uid().equals(owner.uid()) && o.blockDeletion());
    return blocked
        ? List.of()
        : List.of(new Intent.Finalized(owner.key(), owner.uid(), Owners.FOREGROUND));
  }

  private static List<Intent> orphan(View view, Entry owner) {
    var intents = new ArrayList<Intent>();
    for (Entry dependent : dependents(view, owner)) {
      intents.add(new Intent.Disowned(dependent.key(), dependent.uid(), owner.uid()));
    }
    intents.add(new Intent.Finalized(owner.key(), owner.uid(), ORPHAN));
    return intents;
  }

  /// Those whose home is here.
  private static List<Entry> dependents(View view, Entry owner) {
    return view.ownedBy(owner.uid()).stream()
        .flatMap(key -> view.find(key).stream())
        .filter(d -> Shares.own(view, d))
        .toList();
  }
}
