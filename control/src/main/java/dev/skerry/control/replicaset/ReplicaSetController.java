package dev.skerry.control.replicaset;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Level;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.selector.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Creates and deletes pods until a ReplicaSet has as many as it wants, and counts them.
public final class ReplicaSetController implements Controller {
  /// Pods created or deleted in one step, so that a large set leaves room for others in a commit.
  static final int BURST = 50;

  /// How many pods a set has ever named; raised before the pods are made.
  static final String MADE = "skerry.dev/pods-made";

  private final Level level;

  public ReplicaSetController(Level level) {
    this.level = level;
  }

  @Override
  public String name() {
    return "replicaset-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(KindNames.REPLICA_SET)) {
      return List.of(key);
    }
    if (!key.kind().equals(KindNames.POD) || level == Level.CORE) {
      return List.of();
    }
    var keys = new ArrayList<ObjectKey>();
    change.before().ifPresent(pod -> keys.addAll(sets(pod, view)));
    change.after().ifPresent(pod -> keys.addAll(sets(pod, view)));
    return keys.stream().distinct().toList();
  }

  private static List<ObjectKey> sets(Entry pod, View view) {
    List<ObjectKey> owners =
        pod.owners().stream()
            .filter(OwnerReference::controller)
            .map(o -> set(pod.key(), o.name()))
            .toList();
    if (!owners.isEmpty()) {
      return owners;
    }
    ObjectKey key = pod.key();
    return view.in(KindNames.REPLICA_SET, key.tenant(), key.namespace()).values().stream()
        .filter(s -> LabelSelector.of(s.json().obj("spec", "selector")).matches(pod.labels()))
        .map(Entry::key)
        .toList();
  }

  private static ObjectKey set(ObjectKey pod, String name) {
    return new ObjectKey(KindNames.REPLICA_SET, pod.tenant(), pod.namespace(), name);
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.REPLICA_SET)
            ? view.find(key).filter(e -> Shares.own(view, e))
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    Obj set = entry.json();
    if (level == Level.CORE) {
      return entry.owners().isEmpty() ? refused(entry, set, now) : Plan.NOTHING;
    }
    if (set.obj("spec", "selector").isEmpty()) {
      return Plan.NOTHING;
    }
    return keep(view, entry, set, now);
  }

  /// Nobody would run its pods: said, not ignored.
  private static Plan refused(Entry entry, Obj set, Instant now) {
    String message =
        "a core runs no pods, and a ReplicaSet of its own is not placed at sites; "
            + "make it a Deployment";
    var said = Conditions.Said.of("ReplicaFailure", true, "CoreRunsNoPods", message);
    Obj condition = Conditions.stamped(set, said, now);
    Obj status =
        Json.object().put("replicas", 0).put("conditions", Json.array(List.of(condition))).build();
    List<Intent> intents = Wanted.status(entry, set, status);
    if (intents.isEmpty()) {
      return Plan.NOTHING;
    }
    return Plan.of(intents)
        .plus(new Intent.Note(entry.key(), entry.uid(), "Warning", "CoreRunsNoPods", message));
  }

  private Plan keep(View view, Entry entry, Obj set, Instant now) {
    var intents = new ArrayList<Intent>();
    List<Entry> active = active(view, entry, set, intents);
    long wanted = set.integer("spec", "replicas").orElse(1);
    if (!Pods.deleting(set)) {
      if (active.size() < wanted) {
        create(view, entry, set, (int) Math.min(BURST, wanted - active.size()), intents);
      } else if (active.size() > wanted) {
        delete(entry, Surplus.pick(active, Math.min(BURST, active.size() - wanted)), intents);
      }
    }
    return count(entry, set, active, now, intents);
  }

  /// The set's pods that run or will; adopts those that match and have no controller.
  private static List<Entry> active(View view, Entry entry, Obj set, List<Intent> intents) {
    var active = new ArrayList<Entry>();
    Obj selector = set.obj("spec", "selector");
    ObjectKey key = entry.key();
    for (Entry pod : view.in(KindNames.POD, key.tenant(), key.namespace()).values()) {
      if (!Shares.own(view, pod) || !LabelSelector.of(selector).matches(pod.labels())) {
        continue;
      }
      Optional<OwnerReference> controller =
          pod.owners().stream().filter(OwnerReference::controller).findFirst();
      boolean ours = controller.filter(o -> o.uid().equals(entry.uid())).isPresent();
      Obj json = pod.json();
      boolean runs = !Pods.ended(json) && !Pods.deleting(json);
      if (runs && controller.isEmpty() && !Pods.deleting(set)) {
        Obj owners = Json.object().put("ownerReferences", owners(entry)).build();
        Obj fields = Json.object().put("metadata", owners).build();
        intents.addAll(Wanted.fields(pod, json, fields));
      }
      if (runs && (ours || controller.isEmpty())) {
        active.add(pod);
      }
    }
    return active;
  }

  private static Json owners(Entry set) {
    var owner =
        new OwnerReference("apps/v1", "ReplicaSet", set.key().name(), set.uid(), true, true);
    return Json.array(List.of(owner.toJson()));
  }

  private static void create(View view, Entry entry, Obj set, int count, List<Intent> intents) {
    long made = made(set);
    var names = new ArrayList<String>();
    while (names.size() < count) {
      String name = PodNames.name(entry.key().name(), entry.uid(), made);
      made++;
      if (view.find(pod(entry, name)).isEmpty() && !names.contains(name)) {
        names.add(name);
      }
    }
    Obj annotation = Json.object().put(MADE, Long.toString(made)).build();
    Obj fields =
        Json.object().put("metadata", Json.object().put("annotations", annotation).build()).build();
    List<Intent.Create> pods =
        names.stream()
            .map(name -> new Intent.Create(pod(entry, name), pod(entry, set, name)))
            .toList();
    Obj before = Wanted.overlay(Wanted.header(entry.key(), set), fields);
    intents.add(new Intent.CreateOwned(entry.key(), entry.uid(), before, pods));
  }

  private static long made(Obj set) {
    try {
      return Long.parseLong(set.obj("metadata", "annotations").text(MADE));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static ObjectKey pod(Entry set, String name) {
    ObjectKey key = set.key();
    return new ObjectKey(KindNames.POD, key.tenant(), key.namespace(), name);
  }

  private static Obj pod(Entry entry, Obj set, String name) {
    Obj template = set.obj("spec", "template");
    Obj meta =
        template
            .obj("metadata")
            .without("creationTimestamp")
            .with("name", name)
            .with("generateName", PodNames.prefix(entry.key().name()))
            .with("namespace", entry.key().namespace())
            .with("ownerReferences", owners(entry));
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("metadata", meta)
        .put("spec", template.obj("spec"))
        .build();
  }

  private static void delete(Entry set, List<Entry> pods, List<Intent> intents) {
    for (Entry pod : pods) {
      intents.add(new Intent.Delete(pod.key(), pod.uid(), -1, Intent.Propagation.BACKGROUND));
      intents.add(note(set, "SuccessfulDelete", "Deleted pod: " + pod.key().name()));
    }
  }

  private static Intent note(Entry set, String reason, String message) {
    return new Intent.Note(set.key(), set.uid(), "Normal", reason, message);
  }

  private static Plan count(
      Entry entry, Obj set, List<Entry> active, Instant now, List<Intent> intents) {
    var minReady = Duration.ofSeconds(set.integer("spec", "minReadySeconds").orElse(0));
    var labels = set.obj("spec", "template", "metadata", "labels").strings();
    List<Instant> from =
        active.stream().flatMap(p -> Pods.availableFrom(p.json(), minReady).stream()).toList();
    long labelled =
        active.stream().filter(p -> p.labels().entrySet().containsAll(labels.entrySet())).count();
    Obj status =
        Json.object()
            .put("observedGeneration", set.integer("metadata", "generation").orElse(0))
            .put("replicas", active.size())
            .put("fullyLabeledReplicas", labelled)
            .put("readyReplicas", active.stream().filter(p -> Pods.ready(p.json())).count())
            .put("availableReplicas", from.stream().filter(at -> !at.isAfter(now)).count())
            .build();
    intents.addAll(Wanted.status(entry, set, status));
    Plan plan = Plan.of(intents);
    return from.stream()
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .map(plan::again)
        .orElse(plan);
  }
}
