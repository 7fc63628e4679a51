package dev.skerry.control.namespace;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts `kube-root-ca.crt` into every namespace: by it a pod knows the API of the control plane
/// that runs it. Each control plane has its own, in namespaces of its parent too.
public final class RootAuthority implements Controller {
  public static final String NAME = "kube-root-ca.crt";
  private static final String FILE = "ca.crt";

  private final String certificate;

  /// @param certificate of this control plane's authority, PEM
  public RootAuthority(String certificate) {
    this.certificate = certificate;
  }

  /// Whether an object is such a map, whoever's.
  public static boolean isOne(ObjectKey key) {
    return key.kind().equals(KindNames.CONFIG_MAP) && key.name().equals(NAME);
  }

  @Override
  public String name() {
    return "root-ca-cert-publisher";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(KindNames.NAMESPACE)) {
      return List.of(ObjectKey.of(KindNames.CONFIG_MAP, key.name(), NAME));
    }
    return isOne(key) ? List.of(key) : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    ObjectKey namespace = ObjectKey.of(KindNames.NAMESPACE, "", key.namespace());
    if (!isOne(key)
        || view.find(namespace).filter(n -> !n.deleting() && !n.projected()).isEmpty()) {
      return Plan.NOTHING;
    }
    Obj data = Obj.EMPTY.with("data", Obj.EMPTY.with(FILE, certificate));
    Optional<Entry> found = view.find(key);
    if (found.isEmpty()) {
      Obj meta = Json.object().put("name", NAME).put("namespace", key.namespace()).build();
      Obj map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap").build();
      return Plan.of(
          new Intent.Create(key, map.with("metadata", meta).with("data", data.obj("data"))));
    }
    return Shares.own(view, found.get())
        ? Plan.of(Wanted.fields(found.get(), found.get().json(), data))
        : Plan.NOTHING;
  }
}
