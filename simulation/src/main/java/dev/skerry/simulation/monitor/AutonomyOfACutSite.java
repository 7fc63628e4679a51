package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.Observation;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Box;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A box that is cut off, or that its parent does not let in, has power and room on its disk runs
/// what it was given: on the machine itself, not in what it says. Some time is granted after each
/// start of its processes.
final class AutonomyOfACutSite implements Monitor {
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind SET = new GroupKind("apps", "ReplicaSet");
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final Duration LEAST_GRACE = Duration.ofMinutes(2);

  private final Duration grace;
  private final TreeMap<String, Duration> calmSince = new TreeMap<>();

  AutonomyOfACutSite(Pace pace) {
    Duration ticks = pace.tick().multipliedBy(3);
    this.grace = ticks.compareTo(LEAST_GRACE) > 0 ? ticks : LEAST_GRACE;
  }

  @Override
  public String name() {
    return "AutonomyOfACutSite";
  }

  @Override
  public void tick(Fleet fleet) {
    Duration now = fleet.nature().agenda().now();
    for (Machine site : fleet.boxes()) {
      boolean alone = site.road().orElseThrow().isCut() || !fleet.serves(site);
      boolean calm = alone && site.process().isPresent() && !site.hasFullDisk();
      if (!calm) {
        calmSince.remove(site.which());
        continue;
      }
      Duration since = calmSince.computeIfAbsent(site.which(), _ -> now);
      Duration started = site.process().orElseThrow().started();
      Duration from = since.compareTo(started) > 0 ? since : started;
      if (now.minus(from).compareTo(grace) > 0) {
        check(site);
      }
    }
  }

  private void check(Machine site) {
    View view = site.process().orElseThrow().durable();
    SortedSet<Uid> running = running(site.box().orElseThrow());
    for (Entry deployment : view.all(DEPLOYMENT, TenantName.DEFAULT).values()) {
      if (deployment.json().at("metadata", "deletionTimestamp").isPresent()) {
        continue;
      }
      long wanted = wanted(view, deployment);
      long here =
          view.in(POD, TenantName.DEFAULT, deployment.key().namespace()).values().stream()
              .filter(pod -> isOf(pod, deployment.key()) && running.contains(pod.uid()))
              .count();
      require(
          here >= wanted,
          "a site that is alone, "
              + site.which()
              + ", runs "
              + here
              + " of "
              + wanted
              + " "
              + deployment.key());
    }
  }

  /// Of a parent that forgot, objects of two histories are here: then what the sets want counts.
  private static long wanted(View view, Entry deployment) {
    long all = deployment.json().integer("spec", "replicas").orElse(1);
    if (view.setting("amnesia/parent").isEmpty()) {
      return all;
    }
    long sets =
        view.in(SET, TenantName.DEFAULT, deployment.key().namespace()).values().stream()
            .filter(set -> isOf(set, deployment.key()))
            .mapToLong(set -> set.json().integer("spec", "replicas").orElse(1))
            .sum();
    return Math.min(all, sets);
  }

  private static boolean isOf(Entry pod, ObjectKey deployment) {
    return Optional.ofNullable(pod.labels().get("app")).equals(Optional.of(deployment.name()));
  }

  static SortedSet<Uid> running(Box box) {
    var uids = new TreeSet<Uid>();
    for (Observation seen : box.node().machine().observe()) {
      if (seen.state() instanceof Observation.State.Running) {
        uids.add(seen.id().pod());
      }
    }
    return uids;
  }
}
