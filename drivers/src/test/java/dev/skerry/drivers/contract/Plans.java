package dev.skerry.drivers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.Limits;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.ContainerPlan.Stdin;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PodPlan.PortPlan;
import dev.skerry.node.driver.VolumePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Plans as short as a test wants them.
public final class Plans {
  private Plans() {}

  public static PodId pod(int number) {
    return new PodId(Uid.random(number, 7L * number), "default", "pod-" + number);
  }

  public static PodPlan plan(PodId pod, VolumePlan... volumes) {
    return plan(pod, List.of(), volumes);
  }

  public static PodPlan plan(PodId pod, List<PortPlan> ports, VolumePlan... volumes) {
    return new PodPlan(
        pod,
        pod.name(),
        false,
        false,
        false,
        List.of(volumes),
        OptionalLong.empty(),
        ports,
        List.of(),
        new PodPlan.DnsPlan(List.of(), List.of(), List.of()));
  }

  /// Volume `config`: a file `word`, and a line in `deep/number`.
  public static VolumePlan files(String word, String number) {
    byte[] line = (number + "\n").getBytes(UTF_8);
    return new VolumePlan.Files(
        "config", Map.of("word", word.getBytes(UTF_8), "deep/number", line), 0644);
  }

  public static ContainerPlan shell(PodId pod, String script, MountPlan... mounts) {
    return run(pod, List.of("/bin/sh", "-c", script), List.of(), mounts);
  }

  public static ContainerPlan run(
      PodId pod, List<String> argv, List<String> env, MountPlan... mounts) {
    return new ContainerPlan(
        new ContainerId(pod.uid(), "main", 0),
        pod,
        Busybox.image(),
        argv,
        env,
        "/",
        List.of(mounts),
        new Limits(OptionalLong.empty(), 2, OptionalLong.empty(), 0),
        security(),
        Stdin.NONE,
        false,
        "/dev/termination-log",
        false);
  }

  public static Security security() {
    return new Security(
        Optional.empty(), List.of(), false, false, false, List.of(), List.of(), "RuntimeDefault");
  }

  public static ContainerPlan with(ContainerPlan plan, Limits limits, Security security) {
    return new ContainerPlan(
        plan.id(),
        plan.pod(),
        plan.image(),
        plan.argv(),
        plan.env(),
        plan.workingDirectory(),
        plan.mounts(),
        limits,
        security,
        plan.stdin(),
        plan.tty(),
        plan.terminationMessagePath(),
        plan.messageFromLog());
  }

  public static ContainerPlan attempt(ContainerPlan plan, int attempt, boolean messageFromLog) {
    return new ContainerPlan(
        new ContainerId(plan.pod().uid(), plan.id().name(), attempt),
        plan.pod(),
        plan.image(),
        plan.argv(),
        plan.env(),
        plan.workingDirectory(),
        plan.mounts(),
        plan.limits(),
        plan.security(),
        plan.stdin(),
        plan.tty(),
        plan.terminationMessagePath(),
        messageFromLog);
  }

  /// As `plan`, with an input.
  public static ContainerPlan typed(ContainerPlan plan, Stdin stdin, boolean tty) {
    return new ContainerPlan(
        plan.id(),
        plan.pod(),
        plan.image(),
        plan.argv(),
        plan.env(),
        plan.workingDirectory(),
        plan.mounts(),
        plan.limits(),
        plan.security(),
        stdin,
        tty,
        plan.terminationMessagePath(),
        plan.messageFromLog());
  }
}
