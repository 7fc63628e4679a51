package dev.skerry.control.deployment;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rolls Deployments over where they run, and keeps their history where they do not.
public final class DeploymentController implements Controller {
  private static final long DEFAULT_HISTORY = 10;

  private final Level level;

  public DeploymentController(Level level) {
    this.level = level;
  }

  @Override
  public String name() {
    return "deployment-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(KindNames.DEPLOYMENT)) {
      return List.of(key);
    }
    if (key.kind().equals(KindNames.REPLICA_SET)) {
      return owners(change);
    }
    if (key.kind().equals(KindNames.POD) && change.after().isEmpty()) {
      return change.before().stream()
          .flatMap(pod -> pod.owners().stream())
          .flatMap(owner -> view.find(owner.uid()).stream())
          .filter(set -> set.key().kind().equals(KindNames.REPLICA_SET))
          .flatMap(set -> set.owners().stream())
          .map(owner -> deployment(key, owner))
          .toList();
    }
    return List.of();
  }

  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    boolean share = part.key().part() == Part.SHARE;
    return share && part.object().kind().equals(KindNames.DEPLOYMENT)
        ? List.of(part.object())
        : List.of();
  }

  private static List<ObjectKey> owners(ObjectChange change) {
    var keys = new ArrayList<ObjectKey>();
    change.before().ifPresent(e -> e.owners().forEach(o -> keys.add(deployment(e.key(), o))));
    change.after().ifPresent(e -> e.owners().forEach(o -> keys.add(deployment(e.key(), o))));
    return keys.stream().distinct().toList();
  }

  private static ObjectKey deployment(ObjectKey in, OwnerReference owner) {
    return new ObjectKey(KindNames.DEPLOYMENT, in.tenant(), in.namespace(), owner.name());
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.DEPLOYMENT)
            ? view.find(key).filter(e -> Shares.executes(view, e))
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    Obj json = entry.json();
    if (Pods.deleting(json) || json.obj("spec", "selector").isEmpty()) {
      return Plan.NOTHING;
    }
    return switch (level) {
      case CORE -> Plan.of(History.intents(view, entry));
      case SITE -> {
        long desired = json.integer("spec", "replicas").orElse(1);
        yield roll(view, Situation.of(view, entry, desired), now);
      }
    };
  }

  private static Plan roll(View view, Situation at, Instant now) {
    var intents = new ArrayList<Intent>();
    adopt(at, intents);
    size(view, at, intents);
    if (Shares.own(view, at.entry())) {
      revise(at, intents);
    }
    var status = new StatusOf(at, now);
    if (status.complete()) {
      forget(at, intents);
    }
    Obj wanted = collided(view, at) ? recount(at, status.status()) : status.status();
    intents.addAll(Wanted.status(at.entry(), at.json(), wanted));
    Plan plan = Plan.of(intents);
    return status.lateFrom().filter(now::isBefore).map(plan::again).orElse(plan);
  }

  static void adopt(Situation at, List<Intent> intents) {
    for (Entry orphan : at.orphans()) {
      Obj owner =
          Json.object()
              .put("ownerReferences", Json.array(List.of(SetFields.owner(at).toJson())))
              .build();
      Obj fields = Json.object().put("metadata", owner).build();
      intents.addAll(Wanted.fields(orphan, orphan.json(), fields));
    }
  }

  private static void size(View view, Situation at, List<Intent> intents) {
    boolean resized = SetFields.outdated(at);
    boolean scales = at.paused() || resized;
    Map<String, Long> sizes;
    if (scales) {
      sizes = Sizes.scaled(at);
    } else if (at.strategy().recreate()) {
      sizes = Sizes.emptied(at);
    } else {
      sizes = Sizes.rolling(at);
    }
    for (OwnedSet set : at.all()) {
      long replicas = sizes.getOrDefault(set.name(), set.wanted());
      Obj fields = SetFields.of(at, set, replicas);
      intents.addAll(Wanted.fields(set.entry(), set.json(), fields));
      if (replicas != set.wanted()) {
        intents.add(scaledNote(at, set.name(), set.wanted(), replicas));
      }
    }
    boolean wants = at.current().isEmpty() && !at.paused() && !resized && at.orphans().isEmpty();
    if (wants && view.find(SetFields.key(at)).isEmpty() && oldAreGone(view, at)) {
      long replicas = at.strategy().recreate() ? at.desired() : Sizes.first(at);
      ObjectKey key = SetFields.key(at);
      intents.add(new Intent.Create(key, SetFields.create(at, replicas)));
      intents.add(scaledNote(at, key.name(), 0, replicas));
    }
  }

  /// Recreate starts the new set only when no pod of an old one is left, terminating ones included.
  private static boolean oldAreGone(View view, Situation at) {
    if (!at.strategy().recreate()) {
      return true;
    }
    return at.old().stream()
        .flatMap(set -> view.ownedBy(set.entry().uid()).stream())
        .flatMap(key -> view.find(key).stream())
        .allMatch(pod -> Pods.ended(pod.json()));
  }

  private static Intent scaledNote(Situation at, String set, long from, long to) {
    String way = to < from ? "down" : "up";
    String message = "Scaled " + way + " replica set " + set + " from " + from + " to " + to;
    Entry entry = at.entry();
    return new Intent.Note(entry.key(), entry.uid(), "Normal", "ScalingReplicaSet", message);
  }

  static void revise(Situation at, List<Intent> intents) {
    Obj annotation = Json.object().put(OwnedSet.REVISION, Long.toString(at.revision())).build();
    Obj fields =
        Json.object().put("metadata", Json.object().put("annotations", annotation).build()).build();
    intents.addAll(Wanted.fields(at.entry(), at.json(), fields));
  }

  /// Another object has the name that the new set would get.
  private static boolean collided(View view, Situation at) {
    return at.current().isEmpty()
        && view.find(SetFields.key(at))
            .filter(set -> set.owners().stream().noneMatch(o -> o.uid().equals(at.entry().uid())))
            .isPresent();
  }

  private static Obj recount(Situation at, Obj status) {
    return status.with(
        "collisionCount", at.json().integer("status", "collisionCount").orElse(0) + 1);
  }

  /// Empties the history down to its limit, lowest revisions first.
  static void forget(Situation at, List<Intent> intents) {
    long limit = at.json().integer("spec", "revisionHistoryLimit").orElse(DEFAULT_HISTORY);
    List<OwnedSet> drained =
        at.old().stream()
            .filter(OwnedSet::drained)
            .filter(set -> !Pods.deleting(set.json()))
            .sorted(Comparator.comparingLong(OwnedSet::revision).thenComparing(OwnedSet.BY_AGE))
            .toList();
    for (int i = 0; i < drained.size() - limit; i++) {
      Entry set = drained.get(i).entry();
      intents.add(new Intent.Delete(set.key(), set.uid(), -1, Intent.Propagation.BACKGROUND));
    }
  }
}
