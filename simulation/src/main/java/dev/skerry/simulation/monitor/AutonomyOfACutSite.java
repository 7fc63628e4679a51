package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
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

/// A site that is cut off, has power and room on its disk runs what it was given: on the machine
/// itself, not in what it says. Some time is granted after each start of its processes.
final class AutonomyOfACutSite implements Monitor {
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final Duration LEAST_GRACE = Duration.ofMinutes(2);

  private final Duration grace;
  private final TreeMap<SiteName, Duration> calmSince = new TreeMap<>();

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
    for (Machine site : fleet.sites()) {
      boolean cut = site.road().orElseThrow().isCut();
      boolean calm = cut && site.process().isPresent() && !site.hasFullDisk();
      if (!calm) {
        calmSince.remove(site.name());
        continue;
      }
      Duration since = calmSince.computeIfAbsent(site.name(), _ -> now);
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
      long wanted = deployment.json().integer("spec", "replicas").orElse(1);
      long here =
          view.in(POD, TenantName.DEFAULT, deployment.key().namespace()).values().stream()
              .filter(pod -> isOf(pod, deployment.key()) && running.contains(pod.uid()))
              .count();
      require(
          here >= wanted,
          "cut site " + site.name() + " runs " + here + " of " + wanted + " " + deployment.key());
    }
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
