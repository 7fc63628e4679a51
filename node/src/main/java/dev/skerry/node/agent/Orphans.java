package dev.skerry.node.agent;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.plan.WantedPod;
import java.util.List;
import java.util.TreeMap;

/// Pods that the driver has and nobody wants: treated as pods that are being deleted.
final class Orphans {
  private Orphans() {}

  /// A pod object that says no more than what must end.
  static WantedPod pod(PodId pod, List<Observation> runs) {
    List<Obj> containers =
        runs.stream()
            .map(r -> r.id().name())
            .distinct()
            .map(name -> Json.object().put("name", name).build())
            .toList();
    Obj metadata =
        Json.object()
            .put("name", pod.name())
            .put("namespace", pod.namespace())
            .put("uid", pod.uid().value())
            .put("deletionTimestamp", "1970-01-01T00:00:00Z")
            .build();
    Obj object =
        Json.object()
            .put("metadata", metadata)
            .put("spec", Json.object().put("containers", Json.array(containers)).build())
            .build();
    return new WantedPod(object, new TreeMap<>(), new TreeMap<>());
  }
}
