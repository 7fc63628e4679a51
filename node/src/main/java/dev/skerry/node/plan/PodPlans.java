package dev.skerry.node.plan;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Names;
import dev.skerry.node.driver.PodPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The surroundings of a pod's containers.
public final class PodPlans {
  private PodPlans() {}

  /// Blocked, with reason `FailedMount`, while a volume refers to something that is not there.
  public static Planned<PodPlan> plan(WantedPod pod, Here here) {
    var blockers = new Blockers();
    Obj spec = pod.spec();
    var volumes = new VolumePlans(pod, here, blockers).all();
    OptionalLong fsGroup = spec.integer("securityContext", "fsGroup");
    var plan =
        new PodPlan(
            pod.id(),
            hostname(pod, here),
            spec.isTrue("hostNetwork"),
            spec.isTrue("hostPID"),
            spec.isTrue("hostIPC"),
            volumes,
            fsGroup,
            ports(pod),
            hosts(spec),
            dns(spec));
    return blockers.judge("FailedMount", plan);
  }

  private static String hostname(WantedPod pod, Here here) {
    if (pod.spec().isTrue("hostNetwork")) {
      return here.node().value();
    }
    String name = pod.spec().string("hostname").orElse(pod.meta().name());
    int end = Math.min(name.length(), Names.MAX_LABEL);
    while (end > 1 && (name.charAt(end - 1) == '-' || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static List<PodPlan.PortPlan> ports(WantedPod pod) {
    var all = new ArrayList<PodPlan.PortPlan>();
    for (Obj container : pod.allContainers()) {
      for (Obj port : WantedPod.objects(container.items("ports"))) {
        int number = (int) port.integer("containerPort").orElse(0);
        int hostPort = (int) port.integer("hostPort").orElse(0);
        all.add(
            new PodPlan.PortPlan(
                container.text("name"),
                port.text("name"),
                number,
                port.string("protocol").orElse("TCP"),
                hostPort,
                port.text("hostIP")));
      }
    }
    return List.copyOf(all);
  }

  private static List<String> hosts(Obj spec) {
    return WantedPod.objects(spec.items("hostAliases")).stream()
        .map(alias ->
            alias.text("ip")
                + "\t"
                + String.join("\t", WantedPod.strings(alias.items("hostnames"))))
        .toList();
  }

  /// A site serves no names of its own yet, so every policy but `None` is the host's resolver with
  /// what `dnsConfig` adds, as a kubelet without a cluster DNS does it.
  private static PodPlan.DnsPlan dns(Obj spec) {
    Obj config = spec.obj("dnsConfig");
    var options = new ArrayList<String>();
    for (Obj option : WantedPod.objects(config.items("options"))) {
      String value = option.text("value");
      options.add(value.isEmpty() ? option.text("name") : option.text("name") + ":" + value);
    }
    return new PodPlan.DnsPlan(
        WantedPod.strings(config.items("nameservers")),
        WantedPod.strings(config.items("searches")),
        List.copyOf(options));
  }
}
