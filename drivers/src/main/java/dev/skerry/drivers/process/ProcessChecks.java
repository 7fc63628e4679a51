package dev.skerry.drivers.process;

import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What plain processes cannot honour, field by field. Requests without limits are honoured by
/// scheduling alone; `RuntimeDefault` seccomp is this runtime's default, which is none.
final class ProcessChecks {
  static final String REASON = "NeedsContainerDriver";
  static final String LABEL = "skerry.dev/relocatable";

  private final List<Refused> refused = new ArrayList<>();

  private ProcessChecks() {}

  static List<Refused> of(PodPlan pod, List<ContainerPlan> containers) {
    var checks = new ProcessChecks();
    checks.pod(pod);
    var volumes = new TreeMap<String, VolumePlan>();
    pod.volumes().forEach(volume -> volumes.put(volume.name(), volume));
    containers.forEach(container -> checks.container(container, volumes));
    return List.copyOf(checks.refused);
  }

  private void pod(PodPlan pod) {
    lack(pod.fsGroup().isPresent(), "spec.securityContext.fsGroup", "set the group of volumes");
    lack(!pod.addedHosts().isEmpty(), "spec.hostAliases", "give a pod a hosts file of its own");
    boolean dns =
        !pod.dns().servers().isEmpty()
            || !pod.dns().searches().isEmpty()
            || !pod.dns().options().isEmpty();
    lack(dns, "spec.dnsConfig", "give a pod a resolver of its own");
    for (var port : pod.ports()) {
      String field = path(port.container()) + ".ports";
      lack(port.hostPort() != 0, field + ".hostPort", "publish ports on the host");
      lack(
          !port.protocol().equals("TCP") && !port.protocol().equals("UDP"),
          field + ".protocol",
          "carry " + port.protocol());
    }
    for (VolumePlan volume : pod.volumes()) {
      if (volume instanceof VolumePlan.Empty empty) {
        String field = "spec.volumes[" + volume.name() + "].emptyDir";
        lack(empty.inMemory(), field + ".medium", "keep a volume in memory");
        lack(empty.limitBytes() > 0, field + ".sizeLimit", "bound the size of a volume");
      }
    }
  }

  private void container(ContainerPlan plan, Map<String, VolumePlan> volumes) {
    String path = path(plan.id().name());
    lack(
        !"true".equals(plan.image().labels().get(LABEL)),
        path + ".image",
        "run image " + plan.image().reference() + ", which has no label " + LABEL + "=true");
    lack(plan.limits().cpuMillis().isPresent(), path + ".resources.limits.cpu", "limit CPU");
    lack(
        plan.limits().memoryBytes().isPresent(), path + ".resources.limits.memory", "limit memory");
    lack(plan.limits().pids() > 0, path + ".resources.limits.pids", "limit processes");
    lack(plan.tty(), path + ".tty", "give the main process a terminal");
    security(plan.security(), path + ".securityContext");
    var seen = new TreeSet<String>();
    for (MountPlan mount : plan.mounts()) {
      String field = path + ".volumeMounts[" + mount.path() + "]";
      boolean guarded = volumes.get(mount.volume()) instanceof VolumePlan.Files;
      lack(mount.readOnly() && !guarded, field + ".readOnly", "protect a volume from writing");
      lack(!seen.add(mount.volume()), field, "show one volume at two places of one container");
    }
  }

  private void security(Security security, String path) {
    lack(security.user().isPresent(), path + ".runAsUser", "run as another user");
    lack(!security.supplementalGroups().isEmpty(), path + ".supplementalGroups", "add groups");
    lack(security.privileged(), path + ".privileged", "grant privileges");
    lack(
        security.noNewPrivileges(),
        path + ".allowPrivilegeEscalation",
        "forbid privilege escalation");
    lack(security.readOnlyRoot(), path + ".readOnlyRootFilesystem", "protect the root file system");
    lack(!security.addCapabilities().isEmpty(), path + ".capabilities.add", "add capabilities");
    lack(!security.dropCapabilities().isEmpty(), path + ".capabilities.drop", "drop capabilities");
    String seccomp = security.seccomp().toLowerCase(Locale.ROOT);
    lack(
        !seccomp.isEmpty() && !seccomp.equals("unconfined") && !seccomp.equals("runtimedefault"),
        path + ".seccompProfile",
        "filter system calls");
  }

  private void lack(boolean asked, String field, String what) {
    if (asked) {
      refused.add(
          new Refused(
              field,
              REASON,
              "the process driver cannot "
                  + what
                  + "; use a node with the container driver or leave the field out"));
    }
  }

  private static String path(String container) {
    return "spec.containers[" + container + "]";
  }
}
