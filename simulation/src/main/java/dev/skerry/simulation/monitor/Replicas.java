package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compares what one control plane gives a peer with what that one has of it.
final class Replicas {
  private Replicas() {}

  /// The first thing in which they differ.
  ///
  /// @param subscriber as `above` calls the other one
  static Optional<String> difference(String subscriber, View above, View below) {
    var scope = new TreeMap<PartKey, PartRecord>();
    above
        .feed(subscriber)
        .members()
        .forEach((key, membership) -> {
          if (membership.in()) {
            above
                .part(key)
                .map(Stored::record)
                .filter(r -> !r.gone())
                .ifPresent(r -> scope.put(key, r));
          }
        });
    var replica = new TreeMap<PartKey, PartRecord>();
    below
        .parts()
        .forEach((key, stored) -> {
          PartRecord record = stored.record();
          if (!record.gone() && record.authority().equals(above.self())) {
            replica.put(key, record);
          }
        });
    for (Map.Entry<PartKey, PartRecord> given : scope.entrySet()) {
      PartRecord record = given.getValue();
      if (!record.equals(replica.get(given.getKey()))) {
        return Optional.of(
            below.self()
                + " lacks "
                + given.getKey()
                + " of "
                + record.object()
                + " from "
                + above.self());
      }
    }
    return replica.entrySet().stream()
        .filter(held -> !scope.containsKey(held.getKey()))
        .map(held ->
            below.self() + " has " + held.getKey() + " of " + held.getValue().object() + " still")
        .findFirst();
  }
}
