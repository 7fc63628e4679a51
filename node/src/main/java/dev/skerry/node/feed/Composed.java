package dev.skerry.node.feed;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.node.plan.WantedPod;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The objects that a node's parts make: a spec, with the members of an override in their place,
/// and the pods with what they read.
final class Composed {
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final GroupKind NODE = GroupKind.core("Node");
  private static final GroupKind CONFIG_MAP = GroupKind.core("ConfigMap");
  private static final GroupKind SECRET = GroupKind.core("Secret");

  private record Made(ObjectKey key, Obj object) {}

  private final TreeMap<Uid, Made> objects = new TreeMap<>();

  Composed(Held held) {
    for (PartRecord record : held.parts().values()) {
      if (record.body() instanceof Body.Present body) {
        take(record, body.json());
      }
    }
  }

  /// Parts come in key order: an object's spec before its override.
  private void take(PartRecord record, Obj body) {
    Uid uid = record.key().uid();
    Made made = objects.get(uid);
    if (record.key().part() == Part.SPEC) {
      objects.put(uid, new Made(record.object(), body));
    } else if (record.key().part() == Part.OVERRIDE && made != null) {
      Obj object = made.object();
      Obj spec = body.obj("spec");
      for (String field : spec.keys()) {
        object = object.withAt(spec.find(field).orElseThrow(), "spec", field);
      }
      objects.put(uid, new Made(made.key(), object));
    }
  }

  /// Pods, and the object of the node itself.
  SortedMap<Uid, ObjectKey> reportable() {
    var found = new TreeMap<Uid, ObjectKey>();
    each(POD, (uid, made) -> found.put(uid, made.key()));
    each(NODE, (uid, made) -> found.put(uid, made.key()));
    return found;
  }

  SortedMap<Uid, ObjectKey> nodes() {
    var found = new TreeMap<Uid, ObjectKey>();
    each(NODE, (uid, made) -> found.put(uid, made.key()));
    return found;
  }

  /// @param statuses last reported, by pod
  SortedMap<Uid, WantedPod> pods(SortedMap<Uid, Obj> statuses) {
    var configMaps = byNamespace(CONFIG_MAP);
    var secrets = byNamespace(SECRET);
    var pods = new TreeMap<Uid, WantedPod>();
    each(
        POD,
        (uid, made) -> {
          String namespace = made.key().namespace();
          Obj status = statuses.get(uid);
          pods.put(
              uid,
              new WantedPod(
                  status == null ? made.object() : made.object().with("status", status),
                  configMaps.getOrDefault(namespace, new TreeMap<>()),
                  secrets.getOrDefault(namespace, new TreeMap<>())));
        });
    return pods;
  }

  private SortedMap<String, SortedMap<String, Obj>> byNamespace(GroupKind kind) {
    var found = new TreeMap<String, SortedMap<String, Obj>>();
    each(
        kind,
        (_, made) ->
            found
                .computeIfAbsent(made.key().namespace(), _ -> new TreeMap<>())
                .put(made.key().name(), made.object()));
    return found;
  }

  private void each(GroupKind kind, BiConsumer<Uid, Made> visitor) {
    objects.forEach((uid, made) -> {
      if (made.key().kind().equals(kind)) {
        visitor.accept(uid, made);
      }
    });
  }
}
