package dev.skerry.control.link;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.log.Intents;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// The nodes of this control plane: which names they may have, which keys count, and the Node
/// object that each has. A node whose object is deleted is let go: it is told that its pods are
/// gone, then its certificate counts no more.
///
/// Settings: `node/<name>` is `{keyPin}` of a node that joined; the one in this process has none.
public final class Nodes {
  static final String NODE = "node/";
  private static final String MANAGER = "node-lifecycle";
  private static final GroupKind KIND = GroupKind.core("Node");

  /// The first is in the control plane's own process.
  private static final int FIRST_FURTHER = 2;

  private final Ledger ledger;
  private final Intents intents;
  private final TreeSet<String> replaced = new TreeSet<>();

  public Nodes(Ledger ledger, Intents intents) {
    this.ledger = ledger;
    this.intents = intents;
  }

  /// Why no token can be made for a node of this name, or none be used.
  Optional<Refusal> objection(NodeName name, boolean replace) {
    View view = ledger.tentative();
    String prefix = view.self() + "-";
    boolean fits =
        name.value().startsWith(prefix)
            && name.value().substring(prefix.length()).matches("[1-9][0-9]{0,3}");
    if (!fits) {
      return Optional.of(
          Refusal.of(
              Refusal.Reason.BAD_REQUEST,
              "a node of " + view.self() + " is named " + prefix + "<n>, not '" + name + "'"));
    }
    boolean joined = !view.setting(NODE + name).isEmpty();
    if (joined && !replace) {
      return Optional.of(
          Refusal.of(
              Refusal.Reason.CONFLICT,
              "a node named "
                  + name
                  + " has joined already; use --replace if that machine is gone for good"));
    }
    return joined || view.find(key(name.value())).isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Refusal.Reason.CONFLICT,
                name + " is the node inside the process of " + view.self() + " itself"));
  }

  /// The lowest name that no node has and no token promises.
  NodeName free(SortedMap<String, Obj> tokens) {
    View view = ledger.tentative();
    var taken = new TreeSet<String>();
    tokens.values().forEach(token -> taken.add(token.text("node")));
    for (int n = FIRST_FURTHER; ; n++) {
      var name = new NodeName(view.self() + "-" + n);
      if (!taken.contains(name.value())
          && view.setting(NODE + name).isEmpty()
          && view.find(key(name.value())).isEmpty()) {
        return name;
      }
    }
  }

  private static ObjectKey key(String name) {
    return ObjectKey.of(KIND, "", name);
  }

  /// From now on this key speaks for the node, and no other.
  void admit(NodeName name, String keyPin, Instant now) {
    Obj known = ledger.tentative().setting(NODE + name);
    if (!known.isEmpty() && !known.text("keyPin").equals(keyPin)) {
      replaced.add(name.value());
    }
    create(name.value(), now);
    ledger.write(new Delta.Setting(NODE + name, Json.object().put("keyPin", keyPin).build()));
  }

  /// A node is connected. One that was let go while its connection was made gets nothing: [#sweep]
  /// hangs up on it.
  void greeted(Input.Peer node, Instant now) {
    if (!isMember(node.name())) {
      return;
    }
    create(node.name(), now);
    ledger
        .find(key(node.name()))
        .ifPresent(entry -> {
          View view = ledger.tentative();
          var spec = new PartKey(entry.uid(), Part.SPEC, view.self());
          intents.carryOut(MANAGER, new Intent.Subscribe(node.subscriber(), spec, true, ""), now);
        });
  }

  private boolean isMember(String name) {
    View view = ledger.tentative();
    return name.equals(view.self() + "-1") || !view.setting(NODE + name).isEmpty();
  }

  private void create(String name, Instant now) {
    if (ledger.find(key(name)).isEmpty()) {
      intents.carryOut(MANAGER, new Intent.Create(key(name), object(name)), now);
    }
  }

  /// Hangs up on nodes whose key was replaced and on those whose object is gone, once that is
  /// durable: before, the door lets them in again.
  public void sweep(Links links, Confirmations confirmations) {
    for (String name : replaced) {
      ledger.whenDurable(
          out -> links.expel("node:" + name, "a new machine joined as " + name, out));
    }
    replaced.clear();
    View view = ledger.tentative();
    var known = new TreeSet<>(links.nodes());
    view.settings(NODE).keySet().forEach(each -> known.add(each.substring(NODE.length())));
    for (String name : known) {
      if (view.find(key(name)).isEmpty() && isTold(view, name, links, confirmations)) {
        letGo(name);
        ledger.whenDurable(out -> links.expel("node:" + name, "its Node object was deleted", out));
      }
    }
  }

  private void letGo(String name) {
    if (!ledger.tentative().setting(NODE + name).isEmpty()) {
      ledger.write(new Delta.Setting(NODE + name, Obj.EMPTY));
      ledger.whenDurable(new Effect.Log("NodeRemoved", name));
    }
  }

  /// A node that is connected has stored what became of its pods before it is let go.
  private static boolean isTold(View view, String name, Links links, Confirmations confirmations) {
    String subscriber = "node:" + name;
    if (!links.nodes().contains(name)) {
      return true;
    }
    boolean keepsPods =
        view.all(KindNames.POD, TenantName.DEFAULT).values().stream()
            .map(Entry::json)
            .anyMatch(pod -> Pods.node(pod).equals(name) && !Pods.deleting(pod));
    return !keepsPods
        && view.feed(subscriber).order().tailMap(confirmations.of(subscriber), false).isEmpty();
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
