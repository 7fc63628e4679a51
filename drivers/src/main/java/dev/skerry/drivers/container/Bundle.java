package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.network.PodNetwork;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.drivers.pod.RunRecord;
import dev.skerry.drivers.pod.Volumes;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.DriverFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes a container's runtime config from its plan and its pod.
final class Bundle {
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final DriverRoot root;
  private final PodRecord pod;
  private final ContainerPlan plan;
  private final PodNetwork network;
  private final Capabilities capabilities;

  Bundle(
      DriverRoot root,
      PodRecord pod,
      ContainerPlan plan,
      PodNetwork network,
      Capabilities capabilities) {
    this.root = root;
    this.pod = pod;
    this.plan = plan;
    this.network = network;
    this.capabilities = capabilities;
  }

  /// Without its process, which is known once the root file system is mounted.
  RunRecord record() {
    return record(Obj.EMPTY);
  }

  /// Writes `config.json`; the root file system is mounted.
  RunRecord write(ContainerRun run) throws IOException, DriverFailure {
    Obj process = process(Users.in(run.rootfs()).user(plan, pod.fsGroup()));
    Security security = plan.security();
    var spec = new OciSpec(root.pod(plan.pod().uid()).resolve("shm"), security.privileged());
    mounts(spec, run);
    namespaces(spec);
    if (!security.privileged() && !security.seccomp().equals("Unconfined")) {
      spec.seccomp(Seccomp.profile());
    }
    Cgroups groups = Cgroups.of(root);
    String handle = root.handle(plan.id());
    spec.limits(plan.limits(), groups.limitsSwap());
    String hostname = pod.hostNetwork() ? "" : pod.hostname();
    Disk.write(
        run.bundle().resolve("config.json"),
        spec.json(run.rootfs(), security.readOnlyRoot(), process, hostname, groups.path(handle)));
    return record(process);
  }

  private RunRecord record(Obj process) {
    return new RunRecord(
        plan.id(),
        plan.pod(),
        root.handle(plan.id()),
        plan.image().digest(),
        plan.messageFromLog(),
        plan.stdin(),
        process);
  }

  private Obj process(Obj user) throws DriverFailure {
    if (plan.argv().isEmpty()) {
      throw new DriverFailure("StartError", "neither the image nor the pod says what to run");
    }
    var environment = new ArrayList<String>();
    if (plan.env().stream().noneMatch(variable -> variable.startsWith("PATH="))) {
      environment.add(DEFAULT_PATH);
    }
    if (plan.env().stream().noneMatch(variable -> variable.startsWith("HOSTNAME="))) {
      environment.add("HOSTNAME=" + pod.hostname());
    }
    if (plan.tty()) {
      environment.add("TERM=xterm");
    }
    environment.addAll(plan.env());
    return Json.object()
        .put("terminal", plan.tty())
        .put("args", Json.strings(plan.argv()))
        .put("env", Json.strings(environment))
        .put("cwd", plan.workingDirectory().isEmpty() ? "/" : plan.workingDirectory())
        .put("user", user)
        .put("capabilities", capabilities.sets(plan.security()))
        .put("noNewPrivileges", plan.security().noNewPrivileges())
        .build();
  }

  private void mounts(OciSpec spec, ContainerRun run) throws IOException, DriverFailure {
    List<String> taken = plan.mounts().stream().map(MountPlan::path).toList();
    Path etc = HostFiles.directory(root, plan.pod().uid());
    for (String name : HostFiles.NAMES) {
      if (!taken.contains("/etc/" + name)) {
        spec.bind("/etc/" + name, etc.resolve(name), false);
      }
    }
    for (MountPlan mount : plan.mounts()) {
      Path from = Volumes.mounted(pod, mount.volume(), mount.subPath());
      spec.bind(mount.path(), from, mount.readOnly());
    }
    String message = plan.terminationMessagePath();
    if (!message.isEmpty() && !taken.contains(message)) {
      spec.bind(message, run.message(), false);
    }
  }

  private void namespaces(OciSpec spec) {
    spec.namespace("mount", "");
    if (!pod.hostPid()) {
      spec.namespace("pid", "");
    }
    if (!pod.hostIpc()) {
      spec.namespace("ipc", "");
    }
    if (!pod.hostNetwork()) {
      spec.namespace("uts", "");
      spec.namespace("network", network.namespace(plan.pod().uid()).toString());
    }
  }
}
