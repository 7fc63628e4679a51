package dev.skerry.drivers.container;

import dev.skerry.drivers.network.Subnet;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PodPlan.PortPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.util.ArrayList;
import java.util.List;

/// What the container driver cannot honour, field by field.
final class ContainerChecks {
  private static final String REASON = "NotSupportedByDriver";

  private final List<Refused> refused = new ArrayList<>();

  private ContainerChecks() {}

  static List<Refused> of(PodPlan pod, List<ContainerPlan> containers, Capabilities ours) {
    var checks = new ContainerChecks();
    for (VolumePlan volume : pod.volumes()) {
      if (volume instanceof VolumePlan.Empty empty && !empty.inMemory()) {
        checks.lack(
            empty.limitBytes() > 0,
            "spec.volumes[" + volume.name() + "].emptyDir.sizeLimit",
            "bound the size of a volume on disk; leave it out or use medium: Memory");
      }
    }
    for (PortPlan port : pod.ports()) {
      String address = port.hostAddress();
      checks.lack(
          port.hostPort() > 0 && !address.isEmpty() && Subnet.number(address).isEmpty(),
          path(port.container()) + ".ports.hostIP",
          "listen at " + address + ", which is not an IPv4 address");
    }
    for (ContainerPlan container : containers) {
      String path = path(container.id().name()) + ".securityContext";
      String seccomp = container.security().seccomp();
      checks.lack(
          !List.of("", "RuntimeDefault", "Unconfined").contains(seccomp),
          path + ".seccompProfile",
          "load seccomp profile '" + seccomp + "'; use RuntimeDefault or Unconfined");
      ours.lacking(container.security())
          .ifPresent(name ->
              checks.lack(
                  true,
                  path + ".capabilities.add",
                  "give capability " + name + ", which this machine does not have"));
    }
    return List.copyOf(checks.refused);
  }

  private void lack(boolean asked, String field, String what) {
    if (asked) {
      refused.add(new Refused(field, REASON, "the container driver cannot " + what));
    }
  }

  private static String path(String container) {
    return "spec.containers[" + container + "]";
  }
}
