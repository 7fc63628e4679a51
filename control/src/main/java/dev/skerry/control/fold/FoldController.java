package dev.skerry.control.fold;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.workload.Wanted;
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
import java.util.SortedMap;

/// Writes the status of placed workloads, and of Sites what they say of themselves.
public final class FoldController implements Controller {
  /// The condition by which a site says that one of its namespaces bars one from above.
  public static final String CONFLICT = "NamespaceConflict";

  @Override
  public String name() {
    return "fold-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (Shares.isWorkload(key)) {
      return List.of(key);
    }
    return key.kind().equals(KindNames.SITE) ? placed(view, key) : List.of();
  }

  /// Workloads with a share at the site.
  private static List<ObjectKey> placed(View view, ObjectKey site) {
    return List.copyOf(view.sharedAt(new SiteName(site.name())));
  }

  @Override
  public List<ObjectKey> affected(PartRecord part, View view) {
    boolean told =
        part.key().part() == Part.SHARE
            || (part.key().part() == Part.STATUS && !part.key().site().equals(view.self()));
    boolean folded =
        Shares.isWorkload(part.object()) || part.object().kind().equals(KindNames.SITE);
    return told && folded ? List.of(part.object()) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found = view.find(key).filter(e -> Shares.own(view, e));
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    if (key.kind().equals(KindNames.DEPLOYMENT)) {
      return Plan.of(deployment(view, entry, now));
    }
    if (key.kind().equals(KindNames.POD) && Shares.isWorkload(view, entry)) {
      return Plan.of(pod(view, entry));
    }
    return key.kind().equals(KindNames.SITE) ? Plan.of(site(view, entry)) : Plan.NOTHING;
  }

  private static List<Intent> deployment(View view, Entry entry, Instant now) {
    SortedMap<SiteName, Obj> statuses = Shares.statuses(view, entry.uid());
    SortedMap<SiteName, Obj> shares = Shares.of(view, entry.uid());
    var reports = new ArrayList<SiteReport>();
    shares.forEach((site, share) ->
        reports.add(
            new SiteReport(
                site,
                Shares.replicas(share),
                statuses.getOrDefault(site, Obj.EMPTY).obj("status"),
                Sites.online(view, site),
                Sites.silentSince(view, site).orElse(""))));
    Obj json = entry.json();
    var fold = new DeploymentFold(json, reports, perSite(view, entry, shares));
    return Wanted.status(entry, json, fold.status(now));
  }

  private static boolean perSite(View view, Entry entry, SortedMap<SiteName, Obj> shares) {
    ObjectKey key = entry.key();
    return shares.values().stream()
        .map(share -> share.text("placement"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .flatMap(name ->
            view.find(new ObjectKey(KindNames.PLACEMENT, key.tenant(), key.namespace(), name)))
        .filter(p -> p.json().at("spec", "replicasPerSite").isPresent())
        .isPresent();
  }

  /// A bare pod runs at one site: its status is what that site last said. One that lost its site
  /// waits for another.
  private static List<Intent> pod(View view, Entry entry) {
    SortedMap<SiteName, Obj> shares = Shares.of(view, entry.uid());
    if (shares.isEmpty() && entry.json().text("status", "phase").equals("Running")) {
      return Wanted.status(entry, entry.json(), Json.object().put("phase", "Pending").build());
    }
    SortedMap<SiteName, Obj> statuses = Shares.statuses(view, entry.uid());
    return shares.keySet().stream()
        .filter(site -> statuses.containsKey(site))
        .findFirst()
        .map(site -> statuses.getOrDefault(site, Obj.EMPTY).obj("status"))
        .filter(status -> !status.isEmpty())
        .map(status -> Wanted.status(entry, entry.json(), status))
        .orElse(List.of());
  }

  private static List<Intent> site(View view, Entry entry) {
    Obj said = Shares.statuses(view, entry.uid()).getOrDefault(Sites.name(entry), Obj.EMPTY);
    Optional<Json> conflict = Conditions.find(said, CONFLICT);
    if (conflict.isEmpty() || Sites.name(entry).equals(view.self())) {
      return List.of();
    }
    Obj status = Json.object().put("conditions", Json.array(List.of(conflict.get()))).build();
    return Wanted.status(entry, entry.json(), status);
  }
}
