package dev.skerry.control.plane;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;

/// Gives a node that greets its Node object, and the object to the node, which learns its uid from
/// it.
final class Nodes {
  private static final String MANAGER = "node-lifecycle";

  private final Ledger ledger;
  private final Intents intents;

  Nodes(Ledger ledger, Intents intents) {
    this.ledger = ledger;
    this.intents = intents;
  }

  void greeted(Input.Peer node, Instant now) {
    ObjectKey key = ObjectKey.of(GroupKind.core("Node"), "", node.name());
    if (ledger.find(key).isEmpty()) {
      intents.carryOut(MANAGER, new Intent.Create(key, object(node.name())), now);
    }
    ledger
        .find(key)
        .ifPresent(entry -> {
          View view = ledger.tentative();
          var spec = new PartKey(entry.uid(), Part.SPEC, view.self());
          intents.carryOut(MANAGER, new Intent.Subscribe(node.subscriber(), spec, true, ""), now);
        });
  }

  private Obj object(String name) {
    String zone = ledger.tentative().self().value();
    Obj labels =
        Json.object()
            .put("kubernetes.io/hostname", name)
            .put("topology.kubernetes.io/zone", zone)
            .build();
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Node")
        .put("metadata", Json.object().put("name", name).put("labels", labels).build())
        .put("spec", Obj.EMPTY)
        .build();
  }
}
