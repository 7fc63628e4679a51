package dev.skerry.control.binding;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.placement.PlacementRules;
import dev.skerry.control.placement.ShareWriter;
import dev.skerry.control.placement.SiteChoice;
import dev.skerry.control.placement.Workload;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Binds what no Placement speaks for to one site. Sticky: `binding/<namespace>` remembers the
/// site.
public final class BindingController implements Controller {
  @Override
  public String name() {
    return "binding-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (Shares.isWorkload(key)) {
      return Workload.changed(change) ? List.of(key) : List.of();
    }
    if (key.kind().equals(KindNames.PLACEMENT)) {
      return keys(Shares.workloads(view, key.tenant(), key.namespace()));
    }
    return key.kind().equals(KindNames.SITE) || key.kind().equals(KindNames.NODE)
        ? unplaced(view)
        : List.of();
  }

  private static List<ObjectKey> keys(List<Entry> entries) {
    return entries.stream().map(Entry::key).toList();
  }

  /// Everything that has no share, or one at a site that is no more: a site that came or grew may
  /// take it.
  private static List<ObjectKey> unplaced(View view) {
    var found = new ArrayList<>(view.unshared());
    for (SiteName site : view.sharing()) {
      if (Sites.find(view, site).isEmpty()) {
        found.addAll(view.sharedAt(site));
      }
    }
    return found;
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    if (!Shares.isWorkload(key)) {
      return Plan.NOTHING;
    }
    Optional<Entry> found = view.find(key);
    var intents = new ArrayList<>(leftovers(view, key, found));
    if (found.isPresent()
        && Shares.isWorkload(view, found.get())
        && !isSystem(key.namespace())
        && !Pods.deleting(found.get().json())
        && PlacementRules.over(view, found.get()).isEmpty()) {
      intents.addAll(bind(view, found.get(), now));
    }
    return Plan.of(intents);
  }

  /// `kube-*` namespaces never replicate.
  private static boolean isSystem(String namespace) {
    return namespace.startsWith("kube-");
  }

  /// Shares of objects that had this key and are gone.
  private static List<Intent> leftovers(View view, ObjectKey key, Optional<Entry> found) {
    if (found.isPresent()) {
      return List.of();
    }
    var intents = new ArrayList<Intent>();
    for (Stored stored : remains(view, key)) {
      PartRecord record = stored.record();
      if (record.key().part() == Part.SHARE
          && record.object().equals(key)
          && record.authority().equals(view.self())
          && !record.gone()) {
        intents.add(new Intent.WritePart(record.key(), key, Optional.empty(), "deleted"));
      }
    }
    return intents;
  }

  private static List<Stored> remains(View view, ObjectKey key) {
    return view.remains(key).stream().flatMap(uid -> view.parts(uid).values().stream()).toList();
  }

  private static List<Intent> bind(View view, Entry workload, Instant now) {
    Optional<SiteName> kept = bound(view, workload);
    SiteChoice choice = kept.map(SiteChoice::kept).orElseGet(() -> SiteChoice.one(view, workload));
    var intents = new ArrayList<Intent>();
    if (choice.site().isEmpty()) {
      Conditions.Said said = ShareWriter.nowhere("no site fits", choice.refused());
      intents.addAll(ShareWriter.write(view, workload, new TreeMap<>(), "", ""));
      intents.addAll(ShareWriter.tell(workload, Optional.of(said), now));
      return intents;
    }
    SiteName site = choice.site().get();
    Obj value = Json.object().put("site", site.value()).build();
    String setting = setting(workload.key());
    if (!view.setting(setting).equals(value)) {
      intents.add(new Intent.Set(setting, value));
    }
    var wanted = new TreeMap<SiteName, Long>();
    wanted.put(site, replicas(workload));
    String reason = "no placement speaks for it: its namespace is bound to " + site;
    intents.addAll(ShareWriter.write(view, workload, wanted, "", reason));
    intents.addAll(ShareWriter.tell(workload, Optional.empty(), now));
    return intents;
  }

  private static String setting(ObjectKey workload) {
    return "binding/" + workload.namespace();
  }

  private static long replicas(Entry workload) {
    return workload.key().kind().equals(KindNames.POD)
        ? 1
        : workload.json().integer("spec", "replicas").orElse(1);
  }

  /// Where the namespace is bound, or else where the workload is already; silence is no reason to
  /// leave, only a site that is no more.
  private static Optional<SiteName> bound(View view, Entry workload) {
    return view.setting(setting(workload.key()))
        .string("site")
        .map(SiteName::new)
        .or(() -> Shares.of(view, workload.uid()).keySet().stream().findFirst())
        .filter(site -> Sites.find(view, site).isPresent());
  }
}
