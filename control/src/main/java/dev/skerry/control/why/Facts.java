package dev.skerry.control.why;

import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.Optional;

/// What a site's status says of its share.
///
/// @param reported it said anything at all
/// @param updated available replicas of what is wanted now
/// @param complete all of them
/// @param since when that became so
record Facts(boolean reported, long updated, boolean complete, Optional<Instant> since) {

  static Facts of(ObjectKey key, Obj json, Obj status, long replicas) {
    return key.kind().equals(KindNames.POD)
        ? pod(status)
        : deployment(json.integer("metadata", "generation").orElse(0), status, replicas);
  }

  private static Facts pod(Obj status) {
    boolean ready = Conditions.isTrue(Json.object().put("status", status).build(), "Ready");
    return new Facts(!status.isEmpty(), ready ? 1 : 0, ready, since(status, "Ready"));
  }

  private static Facts deployment(long generation, Obj status, long replicas) {
    boolean current = status.integer("observedGeneration").orElse(0) >= generation;
    long updated = current ? status.integer("updatedReplicas").orElse(0) : 0;
    long available = status.integer("availableReplicas").orElse(0);
    boolean complete =
        current
            && updated == replicas
            && available >= replicas
            && status.integer("replicas").orElse(0) == replicas;
    return new Facts(
        !status.isEmpty(), Math.min(updated, available), complete, since(status, "Progressing"));
  }

  private static Optional<Instant> since(Obj status, String type) {
    return Conditions.find(Json.object().put("status", status).build(), type)
        .flatMap(c -> c.string("lastUpdateTime").or(() -> c.string("lastTransitionTime")))
        .map(Instant::parse);
  }
}
