package dev.skerry.control.placement;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Writes the shares of a workload as decided, and what its owner should know. A share's
/// `generation` counts the changes of that share.
public final class ShareWriter {
  private static final String NO_SITE_YET = "NoSiteYet";

  private ShareWriter() {}

  /// @param by name of the Placement; empty for a binding
  /// @param reason the same for all shares, for people
  public static List<Intent> write(
      View view, Entry workload, SortedMap<SiteName, Long> wanted, String by, String reason) {
    var intents = new ArrayList<Intent>();
    SortedMap<SiteName, Obj> held = Shares.of(view, workload.uid());
    for (SiteName site : held.keySet()) {
      if (!wanted.containsKey(site)) {
        intents.addAll(put(view, workload, site, Optional.empty(), "no longer placed at " + site));
      }
    }
    wanted.forEach((site, replicas) -> {
      Obj old = held.getOrDefault(site, Obj.EMPTY);
      Obj body = body(old, replicas, by, reason);
      intents.addAll(put(view, workload, site, Optional.of(body), reason));
    });
    return intents;
  }

  private static Obj body(Obj old, long replicas, String by, String reason) {
    Obj said =
        Json.object()
            .put("replicas", replicas)
            .putText("placement", by)
            .put("reason", reason)
            .build();
    long generation = old.integer("generation").orElse(0);
    boolean same = old.without("generation").equals(said);
    return said.with("generation", same ? generation : generation + 1);
  }

  private static List<Intent> put(
      View view, Entry workload, SiteName site, Optional<Obj> body, String cause) {
    var part = new PartKey(workload.uid(), Part.SHARE, site);
    return Wanted.part(view, part, workload.key(), body, cause);
  }

  /// Why a workload runs nowhere. Before the first site has joined that is how things are, and no
  /// fault of anybody's.
  ///
  /// @param said before the reasons of the sites
  public static Conditions.Said nowhere(String said, List<Filtered> refused) {
    return refused.isEmpty()
        ? new Conditions.Said("Placed", "False", NO_SITE_YET, "no site has joined yet")
        : new Conditions.Said("Placed", "False", "NoSite", said + ": " + sentence(refused));
  }

  /// A condition on the workload while it cannot be placed, and until that was taken back; and an
  /// Event when it starts, but for one that only waits for the first site.
  public static List<Intent> tell(Entry workload, Optional<Conditions.Said> problem, Instant now) {
    Obj json = workload.json();
    boolean pod = workload.key().kind().equals(KindNames.POD);
    String type = pod ? "PodScheduled" : "Placed";
    if (problem.isEmpty() && (pod || Conditions.find(json, type).isEmpty())) {
      return List.of();
    }
    Conditions.Said said =
        problem
            .map(p -> new Conditions.Said(type, p.status(), p.reason(), p.message()))
            .orElseGet(
                () -> new Conditions.Said(type, "True", "Placed", "every replica has a site"));
    Obj condition =
        pod ? Conditions.stamped(json, said, now) : Conditions.stamped(json, said, false, now);
    Obj status = Json.object().put("conditions", Json.array(List.of(condition))).build();
    var intents = new ArrayList<>(Wanted.status(workload, json, status));
    if (!intents.isEmpty() && problem.isPresent() && !said.reason().equals(NO_SITE_YET)) {
      intents.add(
          new Intent.Note(
              workload.key(), workload.uid(), "Warning", said.reason(), said.message()));
    }
    return intents;
  }

  /// `s1: it was not heard since …; s2: …`, the first few sites.
  public static String sentence(List<Filtered> refused) {
    List<String> all =
        refused.stream().map(f -> f.site() + ": " + f.sentence()).limit(MAX_NAMED).toList();
    String more =
        refused.size() > MAX_NAMED ? " and " + (refused.size() - MAX_NAMED) + " more" : "";
    return all.isEmpty() ? "there is no other site" : String.join("; ", all) + more;
  }

  /// Sites named in one message, so that it can be read.
  private static final int MAX_NAMED = 5;
}
