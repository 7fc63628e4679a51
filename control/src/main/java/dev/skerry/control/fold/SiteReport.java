package dev.skerry.control.fold;

import dev.skerry.control.workload.Conditions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;

/// What one site last said of a Deployment.
///
/// @param share replicas it was given
/// @param status as it last reported, empty if never
/// @param online it is heard, so this is how things are
/// @param silentSince when it was last heard; empty if unknown
record SiteReport(SiteName site, long share, Obj status, boolean online, String silentSince) {

  long count(String counter) {
    return status.integer(counter).orElse(0);
  }

  long generation() {
    return count("observedGeneration");
  }

  boolean has(long generation) {
    return generation() >= generation;
  }

  /// Pods of the newest template; those of an older one do not count.
  long updated(long generation) {
    return has(generation) ? count("updatedReplicas") : 0;
  }

  /// Runs what the home wants now, all of it.
  boolean complete(long generation) {
    return has(generation)
        && updated(generation) == share
        && count("replicas") == share
        && count("availableReplicas") >= share;
  }

  boolean available() {
    return Conditions.isTrue(Json.object().put("status", status).build(), "Available");
  }

  /// Why its update is stuck; empty when it is not.
  String stuck(long generation) {
    return has(generation)
        ? status.items("conditions").stream()
            .filter(c -> c.text("reason").equals("ProgressDeadlineExceeded"))
            .map(c -> c.text("message"))
            .findFirst()
            .orElse("")
        : "";
  }

  Obj row(long generation) {
    return Json.object()
        .put("site", site.value())
        .put("replicas", share)
        .put("updatedReplicas", updated(generation))
        .put("readyReplicas", count("readyReplicas"))
        .put("observedGeneration", generation())
        .put("pending", !online || !complete(generation))
        .build();
  }
}
