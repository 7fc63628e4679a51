package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// When all trouble is over every replica is its scope, neither more nor less; every workload runs
/// what it should; and the core says so.
final class ConvergenceAfterHeal implements Monitor {
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  private static final GroupKind POD = GroupKind.core("Pod");

  @Override
  public String name() {
    return "ConvergenceAfterHeal";
  }

  @Override
  public void settled(Fleet fleet) {
    View core = view(fleet.core());
    for (Machine site : fleet.sites()) {
      View here = view(site);
      same("site:" + site.name(), core, here);
      same("parent", here, core);
      conditions(core, site.name());
      runs(site, here);
    }
    for (Entry deployment : core.all(DEPLOYMENT, TenantName.DEFAULT).values()) {
      folded(deployment, fleet);
    }
  }

  private View view(Machine machine) {
    require(machine.process().isPresent(), machine.name() + " is down");
    return machine.process().map(PlaneProcess::durable).orElseThrow();
  }

  private void same(String subscriber, View above, View below) {
    Optional<String> difference = Replicas.difference(subscriber, above, below);
    require(difference.isEmpty(), difference.orElse(""));
    above
        .feed(subscriber)
        .members()
        .values()
        .forEach((Membership m) -> require(m.in(), subscriber + " never confirmed " + m));
  }

  /// That a copy was refused is said for a while after it was stopped.
  private void conditions(View core, SiteName site) {
    Obj object =
        core.find(ObjectKey.of(new GroupKind("skerry.dev", "Site"), "", site.value()))
            .orElseThrow()
            .json();
    for (Json condition : object.items("status", "conditions")) {
      boolean well =
          condition.text("status").equals("True") || condition.text("type").equals("SingleCopy");
      require(well, site + " is healed and still " + condition);
    }
  }

  private void runs(Machine site, View here) {
    SortedSet<Uid> running = AutonomyOfACutSite.running(site.box().orElseThrow());
    var known = new TreeSet<Uid>();
    for (Entry pod : here.all(POD, TenantName.DEFAULT).values()) {
      known.add(pod.uid());
      require(running.contains(pod.uid()), pod.key() + " does not run at " + site.name());
    }
    running.forEach(uid ->
        require(known.contains(uid), site.name() + " runs pod " + uid + ", which is no more"));
    for (Entry deployment : here.all(DEPLOYMENT, TenantName.DEFAULT).values()) {
      String image = image(deployment.json().obj("spec").obj("template"));
      long right =
          here.in(POD, TenantName.DEFAULT, deployment.key().namespace()).values().stream()
              .filter(pod -> deployment.key().name().equals(pod.labels().get("app")))
              .filter(pod -> image(pod.json()).equals(image))
              .count();
      require(
          right == deployment.json().integer("spec", "replicas").orElse(1),
          site.name() + " has " + right + " pods of " + deployment.key() + " with " + image);
    }
  }

  private static String image(Obj template) {
    return template.obj("spec").items("containers").getFirst().text("image");
  }

  private void folded(Entry deployment, Fleet fleet) {
    Obj object = deployment.json();
    require(
        object
            .integer("status", "observedGeneration")
            .equals(object.integer("metadata", "generation")),
        deployment.key() + " is at " + object.obj("status") + " still");
    long pods =
        fleet.sites().stream()
            .flatMap(s -> view(s).all(POD, TenantName.DEFAULT).values().stream())
            .filter(p -> deployment.key().name().equals(p.labels().get("app")))
            .count();
    require(
        object.integer("status", "readyReplicas").orElse(0) == pods,
        deployment.key() + " says " + object.obj("status") + " where " + pods + " pods run");
  }
}
