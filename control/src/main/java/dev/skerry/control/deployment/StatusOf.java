package dev.skerry.control.deployment;

import dev.skerry.control.workload.Conditions;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The status of a Deployment that runs here: counters summed over its sets, and the conditions
/// that `rollout status` and `wait` read.
final class StatusOf {
  static final String AVAILABLE = "Available";
  static final String PROGRESSING = "Progressing";

  private static final String TIMED_OUT = "ProgressDeadlineExceeded";
  private static final String DONE = "NewReplicaSetAvailable";
  private static final String PAUSED = "DeploymentPaused";

  private final Situation at;
  private final Instant now;

  StatusOf(Situation at, Instant now) {
    this.at = at;
    this.now = now;
  }

  Obj status() {
    Obj.Builder status =
        Json.object()
            .put("observedGeneration", at.generation())
            .put("replicas", replicas())
            .put("updatedReplicas", updated())
            .put("readyReplicas", at.all().stream().mapToLong(OwnedSet::ready).sum())
            .put("availableReplicas", available())
            .put("unavailableReplicas", Math.max(0, at.total() - available()));
    at.json()
        .integer("status", "collisionCount")
        .ifPresent(count -> status.put("collisionCount", count));
    var conditions = new ArrayList<Json>(List.of(availability()));
    progress().ifPresent(conditions::add);
    return status.put("conditions", Json.array(conditions)).build();
  }

  private long replicas() {
    return at.all().stream().mapToLong(OwnedSet::replicas).sum();
  }

  private long updated() {
    return at.current().map(OwnedSet::replicas).orElse(0L);
  }

  private long available() {
    return at.all().stream().mapToLong(OwnedSet::available).sum();
  }

  boolean complete() {
    return at.current().isPresent()
        && updated() == at.desired()
        && replicas() == at.desired()
        && available() == at.desired();
  }

  private Obj availability() {
    boolean enough = available() >= at.desired() - at.strategy().maxUnavailable();
    var said =
        enough
            ? Conditions.Said.of(
                AVAILABLE, true, "MinimumReplicasAvailable", "Deployment has minimum availability.")
            : Conditions.Said.of(
                AVAILABLE,
                false,
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.");
    return Conditions.stamped(at.json(), said, false, now);
  }

  private Optional<Obj> progress() {
    if (deadline().isEmpty()) {
      return Optional.empty();
    }
    Optional<Json> old = Conditions.find(at.json(), PROGRESSING);
    String reason = old.map(c -> c.text("reason")).orElse("");
    if (at.paused()) {
      return Optional.of(said("Unknown", PAUSED, "Deployment is paused", false));
    }
    if (complete()) {
      return Optional.of(said("True", DONE, name() + " has successfully progressed.", false));
    }
    if (reason.equals(DONE) && replicas() == updated() && !restarted(reason)) {
      return old.map(c -> (Obj) c);
    }
    boolean moved = moved();
    if (moved || old.isEmpty() || restarted(reason)) {
      return Optional.of(said("True", "ReplicaSetUpdated", name() + " is progressing.", moved));
    }
    if (isLate()) {
      return Optional.of(said("False", TIMED_OUT, name() + " has timed out progressing.", false));
    }
    return old.map(c -> (Obj) c);
  }

  /// A new generation starts the clock anew, whatever the last one came to.
  private boolean restarted(String reason) {
    return reason.equals(PAUSED)
        || at.json().integer("status", "observedGeneration").orElse(0) < at.generation();
  }

  private Obj said(String status, String reason, String message, boolean renewed) {
    var said = new Conditions.Said(PROGRESSING, status, reason, message);
    return Conditions.stamped(at.json(), said, renewed, now);
  }

  private String name() {
    String set = at.current().map(OwnedSet::name).orElse(at.entry().key().name() + "-" + at.hash());
    return "ReplicaSet \"" + set + "\"";
  }

  /// More updated, ready or available pods, or fewer old ones, than were written last.
  private boolean moved() {
    Obj old = at.json().obj("status");
    long oldUpdated = old.integer("updatedReplicas").orElse(0);
    long oldRest = old.integer("replicas").orElse(0) - oldUpdated;
    long ready = at.all().stream().mapToLong(OwnedSet::ready).sum();
    return updated() > oldUpdated
        || replicas() - updated() < oldRest
        || ready > old.integer("readyReplicas").orElse(0)
        || available() > old.integer("availableReplicas").orElse(0);
  }

  private boolean isLate() {
    return lateFrom().filter(from -> !now.isBefore(from)).isPresent();
  }

  /// When the update counts as stuck; empty when it is done, late already or has no deadline.
  Optional<Instant> lateFrom() {
    Optional<Json> old = Conditions.find(at.json(), PROGRESSING);
    String reason = old.map(c -> c.text("reason")).orElse("");
    boolean runs = !reason.equals(DONE) && !reason.equals(PAUSED);
    return old.filter(_ -> runs)
        .flatMap(c -> c.string("lastUpdateTime"))
        .map(Instant::parse)
        .flatMap(since -> deadline().map(since::plusSeconds));
  }

  private Optional<Long> deadline() {
    long seconds = at.json().integer("spec", "progressDeadlineSeconds").orElse(600);
    return seconds == Integer.MAX_VALUE ? Optional.empty() : Optional.of(seconds);
  }
}
