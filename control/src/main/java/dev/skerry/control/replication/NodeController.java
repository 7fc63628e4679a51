package dev.skerry.control.replication;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Keeps the feeds of the nodes: the pods bound to a node, and the ConfigMaps and Secrets they
/// read.
public final class NodeController implements Controller {
  private static final String PREFIX = "node:";

  /// Parts of which a node makes up what it runs.
  private static final List<Part> SHOWN = List.of(Part.SPEC, Part.SHARE, Part.OVERRIDE);

  @Override
  public String name() {
    return "node-feed-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (isRead(key.kind())) {
      return List.of(key);
    }
    if (!key.kind().equals(KindNames.POD)) {
      return List.of();
    }
    var keys = new ArrayList<>(List.of(key));
    change.before().ifPresent(pod -> keys.addAll(reads(pod)));
    change.after().ifPresent(pod -> keys.addAll(reads(pod)));
    return keys.stream().distinct().toList();
  }

  private static boolean isRead(GroupKind kind) {
    return kind.equals(KindNames.CONFIG_MAP) || kind.equals(KindNames.SECRET);
  }

  private static List<ObjectKey> reads(Entry pod) {
    Obj spec = pod.json().obj("spec");
    ObjectKey key = pod.key();
    var keys = new ArrayList<ObjectKey>();
    for (String name : PodSpecs.configMaps(spec)) {
      keys.add(new ObjectKey(KindNames.CONFIG_MAP, key.tenant(), key.namespace(), name));
    }
    for (String name : PodSpecs.secrets(spec)) {
      keys.add(new ObjectKey(KindNames.SECRET, key.tenant(), key.namespace(), name));
    }
    return keys;
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found = view.find(key).filter(e -> !e.projected());
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Entry entry = found.get();
    SortedSet<String> nodes =
        key.kind().equals(KindNames.POD) ? node(view, entry) : readers(view, key);
    var intents = new ArrayList<Intent>();
    for (PartKey part : view.parts(entry.uid()).keySet()) {
      if (isShown(view, part)) {
        for (String node : nodes) {
          intents.addAll(Wanted.member(view, PREFIX + node, part, true, ""));
        }
      }
      for (String subscriber : view.subscribers(part)) {
        leave(view, part, subscriber, nodes).ifPresent(intents::add);
      }
    }
    return Plan.of(intents);
  }

  private static boolean isShown(View view, PartKey part) {
    return SHOWN.contains(part.part())
        && (part.part() == Part.SPEC || part.site().equals(view.self()));
  }

  private static SortedSet<String> node(View view, Entry pod) {
    String node = Pods.node(pod.json());
    return Shares.executes(view, pod) && !node.isEmpty()
        ? new TreeSet<>(List.of(node))
        : new TreeSet<>();
  }

  private static SortedSet<String> readers(View view, ObjectKey key) {
    var nodes = new TreeSet<String>();
    if (isRead(key.kind())) {
      for (Entry pod : view.in(KindNames.POD, key.tenant(), key.namespace()).values()) {
        if (reads(pod).contains(key)) {
          nodes.addAll(node(view, pod));
        }
      }
    }
    return nodes;
  }

  private static Optional<Intent> leave(
      View view, PartKey part, String subscriber, SortedSet<String> nodes) {
    boolean stays =
        !subscriber.startsWith(PREFIX) || nodes.contains(subscriber.substring(PREFIX.length()));
    boolean in = view.feed(subscriber).find(part).map(Membership::in).orElse(false);
    return stays || !in
        ? Optional.empty()
        : Optional.of(
            new Intent.Subscribe(subscriber, part, false, "no pod here needs it any more"));
  }
}
