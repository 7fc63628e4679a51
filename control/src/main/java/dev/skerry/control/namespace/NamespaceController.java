package dev.skerry.control.namespace;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes, fills and ends namespaces.
public final class NamespaceController implements Controller {
  private static final String FINALIZER = "kubernetes";
  private static final List<String> OF_EVERY_STORE =
      List.of("kube-system", "kube-public", "kube-node-lease");

  private final String ownDefault;

  /// @param joined a site below another control plane: there `default` is the parent's, and `local`
  ///   is the site's own
  public NamespaceController(boolean joined) {
    this.ownDefault = joined ? "local" : "default";
  }

  @Override
  public String name() {
    return "namespace-controller";
  }

  @Override
  public List<ObjectKey> seeds(View view) {
    var keys = new ArrayList<ObjectKey>();
    OF_EVERY_STORE.forEach(name -> keys.add(ObjectKey.of(KindNames.NAMESPACE, "", name)));
    keys.add(ObjectKey.of(KindNames.NAMESPACE, "", ownDefault));
    return keys;
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(KindNames.NAMESPACE)) {
      return List.of(key);
    }
    if (key.kind().equals(KindNames.SITE)) {
      return key.name().equals(view.self().value()) ? Conflicts.keys(view) : List.of();
    }
    boolean moved = change.after().isEmpty() || change.before().isEmpty();
    return moved && !key.namespace().isEmpty() && counts(key, view)
        ? List.of(namespace(key))
        : List.of();
  }

  /// To a namespace that is there and stays only its service account matters.
  private static boolean counts(ObjectKey in, View view) {
    return in.kind().equals(KindNames.SERVICE_ACCOUNT)
        || view.find(namespace(in)).filter(ns -> !ns.deleting()).isEmpty();
  }

  /// One from above may be hidden by one of ours, and so change nothing that is shown.
  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    boolean foreign = part.key().part() == Part.SPEC && !part.authority().equals(view.self());
    return foreign && part.object().kind().equals(KindNames.NAMESPACE)
        ? List.of(part.object())
        : List.of();
  }

  private static ObjectKey namespace(ObjectKey in) {
    return new ObjectKey(KindNames.NAMESPACE, in.tenant(), "", in.namespace());
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    if (!key.kind().equals(KindNames.NAMESPACE)) {
      return Plan.NOTHING;
    }
    var intents = new ArrayList<>(Conflicts.tell(view, key, now));
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      intents.addAll(missing(view, key));
    } else if (Shares.own(view, found.get())) {
      Obj json = found.get().json();
      intents.addAll(
          found.get().deleting() ? end(view, found.get(), json) : live(view, found.get(), json));
    }
    return Plan.of(intents);
  }

  private List<Intent> missing(View view, ObjectKey key) {
    if (seeds(view).contains(key)) {
      Obj object =
          Json.object()
              .put("apiVersion", "v1")
              .put("kind", "Namespace")
              .put("metadata", Json.object().put("name", key.name()).build())
              .build();
      return List.of(new Intent.Create(key, object));
    }
    boolean buried =
        view.remains(key).stream()
            .flatMap(uid -> view.parts(uid).values().stream())
            .map(Stored::record)
            .anyMatch(r -> r.gone() && r.key().part() == Part.SPEC && r.object().equals(key));
    return buried ? deletions(contents(view, key)) : List.of();
  }

  private static List<Intent> live(View view, Entry entry, Obj json) {
    Obj active = Json.object().put("phase", "Active").build();
    var intents = new ArrayList<>(Wanted.status(entry, json, active));
    ObjectKey key = entry.key();
    var account = new ObjectKey(KindNames.SERVICE_ACCOUNT, key.tenant(), key.name(), "default");
    if (view.find(account).isEmpty()) {
      Obj meta = Json.object().put("name", account.name()).put("namespace", key.name()).build();
      Obj object =
          Json.object()
              .put("apiVersion", "v1")
              .put("kind", "ServiceAccount")
              .put("metadata", meta)
              .build();
      intents.add(new Intent.Create(account, object));
    }
    return intents;
  }

  private static List<Intent> end(View view, Entry entry, Obj json) {
    Obj terminating = Json.object().put("phase", "Terminating").build();
    var intents = new ArrayList<>(Wanted.status(entry, json, terminating));
    List<Entry> left = contents(view, entry.key());
    intents.addAll(deletions(left));
    boolean held = json.items("spec", "finalizers").contains(Json.of(FINALIZER));
    if (left.isEmpty() && held) {
      intents.add(new Intent.Finalized(entry.key(), entry.uid(), FINALIZER));
    }
    return intents;
  }

  /// What is homed here; what sites below report of it ends with its home, and a cut site never
  /// holds a namespace up.
  private static List<Entry> contents(View view, ObjectKey namespace) {
    return view.contents(namespace.tenant(), namespace.name()).stream()
        .filter(e -> Shares.own(view, e))
        .toList();
  }

  private static List<Intent> deletions(List<Entry> contents) {
    return contents.stream()
        .filter(e -> !e.deleting())
        .<Intent>map(e -> new Intent.Delete(e.key(), e.uid(), -1, Intent.Propagation.BACKGROUND))
        .toList();
  }
}
