package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import java.util.List;
import java.util.TreeMap;

/// A pod counts for one ReplicaSet, and each set has as many as it wants (I9).
final class OneOwnerPerPod implements Monitor {
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final GroupKind SET = new GroupKind("apps", "ReplicaSet");

  @Override
  public String name() {
    return "OneOwnerPerPod";
  }

  @Override
  public void settled(Fleet fleet) {
    for (Machine site : fleet.sites()) {
      site.process().ifPresent(process -> check(site, process.durable()));
    }
  }

  private void check(Machine site, View view) {
    var owned = new TreeMap<Uid, Long>();
    for (Entry pod : view.all(POD, TenantName.DEFAULT).values()) {
      List<OwnerReference> owners =
          pod.owners().stream().filter(OwnerReference::controller).toList();
      require(owners.size() <= 1, pod.key() + " at " + site.name() + " has owners " + owners);
      owners.forEach(owner -> owned.merge(owner.uid(), 1L, Long::sum));
    }
    for (Entry set : view.all(SET, TenantName.DEFAULT).values()) {
      long wanted = set.json().integer("spec", "replicas").orElse(1);
      long has = owned.getOrDefault(set.uid(), 0L);
      require(
          has == wanted,
          set.key() + " at " + site.name() + " has " + has + " pods, wants " + wanted);
    }
  }
}
