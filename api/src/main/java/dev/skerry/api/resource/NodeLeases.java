package dev.skerry.api.resource;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The Leases that kubelets hold in `kube-node-lease`, as whoever describes a node asks for them:
/// made of the node's signs of life while they are read, so they are in no watch and cost no write.
/// One that somebody stored there goes first.
final class NodeLeases {
  private static final String NAMESPACE = "kube-node-lease";

  /// Kubernetes' MicroTime, which wants all six digits.
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final Version ONLY = new Version(1, 1);

  private final ControlPort port;

  NodeLeases(ControlPort port) {
    this.port = port;
  }

  /// The view with the Leases that are asked for.
  ///
  /// @param asked of any kind; without a name or a namespace it stands for all
  View in(View view, ObjectKey asked) {
    boolean here = asked.namespace().isEmpty() || asked.namespace().equals(NAMESPACE);
    if (!asked.kind().equals(KindNames.LEASE) || !here) {
      return view;
    }
    View all = view;
    for (Entry node : view.all(KindNames.NODE, TenantName.DEFAULT).values()) {
      ObjectKey key = ObjectKey.of(KindNames.LEASE, NAMESPACE, node.key().name());
      boolean wanted = asked.name().isEmpty() || asked.name().equals(key.name());
      if (wanted && view.find(key).isEmpty()) {
        all = all.with(new Delta.Part(lease(view, node, key)), node.revision()).view();
      }
    }
    return all;
  }

  private PartRecord lease(View view, Entry node, ObjectKey key) {
    String text = "lease of " + node.uid();
    var uid = new Uid(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
    Obj object = object(node, key, uid, Overlay.sign(port.presence(), node));
    return new PartRecord(
        new PartKey(uid, Part.SPEC, view.self()), ONLY, key, view.self(), new Body.Present(object));
  }

  private static Obj object(Entry node, ObjectKey key, Uid uid, Optional<Presence.Sign> sign) {
    String since = node.json().text("metadata", "creationTimestamp");
    Obj owner =
        Json.object()
            .put("apiVersion", "v1")
            .put("kind", "Node")
            .put("name", key.name())
            .put("uid", node.uid().value())
            .build();
    Obj metadata =
        Json.object()
            .put("name", key.name())
            .put("namespace", key.namespace())
            .put("uid", uid.value())
            .put("creationTimestamp", since)
            .put("ownerReferences", Json.array(List.of(owner)))
            .build();
    var spec = Json.object().put("holderIdentity", key.name());
    sign.map(Presence.Sign::wall)
        .map(MICRO_TIME::format)
        .ifPresent(at -> spec.put("renewTime", at));
    return Json.object()
        .put("apiVersion", "coordination.k8s.io/v1")
        .put("kind", "Lease")
        .put("metadata", metadata)
        .put("spec", spec.build())
        .build();
  }
}
