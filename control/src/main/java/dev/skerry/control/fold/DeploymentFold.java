package dev.skerry.control.fold;

import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/// Folds what sites said of a Deployment into one status that `rollout status` and `wait`
/// understand.
///
/// Where a total is divided, the shares of absent sites count as kept in `replicas`,
/// `updatedReplicas` and `availableReplicas`, else no rollout could end during a cut;
/// `readyReplicas` only counts what sites that are heard report. With replicas per site they count
/// as far as `spec.replicas` asks for more than the heard sites have.
final class DeploymentFold {
  private final Obj json;
  private final long generation;
  private final List<SiteReport> sites;
  private final List<SiteReport> heard;
  private final List<SiteReport> absent;
  private final boolean perSite;

  DeploymentFold(Obj json, List<SiteReport> sites, boolean perSite) {
    this.json = json;
    this.generation = json.integer("metadata", "generation").orElse(0);
    this.sites = sites;
    this.heard = sites.stream().filter(SiteReport::online).toList();
    this.absent = sites.stream().filter(s -> !s.online()).toList();
    this.perSite = perSite;
  }

  Obj status(Instant now) {
    long promised = promised();
    List<Json> rows = sites.stream().<Json>map(s -> s.row(generation)).toList();
    List<Obj> conditions =
        List.of(
            Conditions.stamped(json, availability(), false, now),
            Conditions.stamped(json, progress(), false, now),
            Conditions.stamped(json, pending(promised), false, now));
    var status = Json.object();
    if (!rows.isEmpty()) {
      // An associative list without items is not kept by apply, so it would be said for ever.
      status.put("sites", Json.array(rows));
    }
    return status
        .put("observedGeneration", observed())
        .put("replicas", sum(s -> s.count("replicas")) + promised)
        .put("updatedReplicas", sum(s -> s.updated(generation)) + promised)
        .put("readyReplicas", sum(s -> s.count("readyReplicas")))
        .put("availableReplicas", sum(s -> s.count("availableReplicas")) + promised)
        .put("unavailableReplicas", sum(s -> s.count("unavailableReplicas")))
        .put("conditions", Json.array(conditions))
        .build();
  }

  private long sum(ToLongFunction<SiteReport> counter) {
    return heard.stream().mapToLong(counter).sum();
  }

  /// The oldest generation that a heard site runs.
  private long observed() {
    return heard.stream().mapToLong(SiteReport::generation).min().orElse(generation);
  }

  private long promised() {
    if (heard.isEmpty()) {
      return 0;
    }
    long shares = absent.stream().mapToLong(SiteReport::share).sum();
    long wanted = json.integer("spec", "replicas").orElse(1);
    long given = heard.stream().mapToLong(SiteReport::share).sum();
    return perSite ? Math.clamp(wanted - given, 0, shares) : shares;
  }

  private Said availability() {
    if (heard.isEmpty() && !sites.isEmpty()) {
      return new Said("Available", "Unknown", "NoSiteHeard", "none of its sites is heard");
    }
    boolean all = !heard.isEmpty() && heard.stream().allMatch(SiteReport::available);
    return all
        ? Said.of(
            "Available",
            true,
            "MinimumReplicasAvailable",
            "Deployment has minimum availability at every site that is heard.")
        : Said.of(
            "Available",
            false,
            "MinimumReplicasUnavailable",
            sites.isEmpty()
                ? "Deployment is not placed at any site."
                : "Deployment does not have minimum availability at "
                    + names(heard.stream().filter(s -> !s.available()).toList())
                    + ".");
  }

  private Said progress() {
    if (json.isTrue("spec", "paused")) {
      return new Said("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
    }
    if (heard.isEmpty() && !sites.isEmpty()) {
      return new Said("Progressing", "Unknown", "NoSiteHeard", "none of its sites is heard");
    }
    List<SiteReport> stuck = heard.stream().filter(s -> !s.stuck(generation).isEmpty()).toList();
    if (!stuck.isEmpty()) {
      SiteReport first = stuck.getFirst();
      String why = names(stuck) + ": " + first.stuck(generation);
      return Said.of("Progressing", false, "ProgressDeadlineExceeded", why);
    }
    List<SiteReport> busy = heard.stream().filter(s -> !s.complete(generation)).toList();
    if (busy.isEmpty() && !heard.isEmpty()) {
      return Said.of(
          "Progressing",
          true,
          "NewReplicaSetAvailable",
          "Every site that is heard has successfully progressed.");
    }
    return Said.of("Progressing", true, "ReplicaSetUpdated", "Updating " + names(busy) + ".");
  }

  private Said pending(long promised) {
    if (!absent.isEmpty()) {
      List<String> said =
          absent.stream().map(s -> s.site() + " not heard" + since(s.silentSince())).toList();
      String counted = promised == 0 ? "" : "; their " + promised + " replicas are counted as kept";
      return Said.of("SitesPending", true, "SitesUnreachable", String.join(", ", said) + counted);
    }
    List<SiteReport> busy = heard.stream().filter(s -> !s.complete(generation)).toList();
    return busy.isEmpty()
        ? Said.of("SitesPending", false, "SitesCurrent", "every site runs what is wanted")
        : Said.of("SitesPending", true, "SitesUpdating", names(busy) + " updating");
  }

  private static String since(String time) {
    return time.isEmpty() ? " yet" : " since " + time;
  }

  private static String names(List<SiteReport> some) {
    List<String> names = some.stream().map(s -> s.site().value()).toList();
    return names.isEmpty() ? "no site" : String.join(", ", names);
  }
}
