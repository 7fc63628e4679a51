package dev.skerry.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.contract.AttachContract;
import dev.skerry.drivers.contract.Busybox;
import dev.skerry.drivers.contract.OpenDriver;
import dev.skerry.drivers.contract.Plans;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.Limits;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PodPlan.PortPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ProcessDriverTest extends AttachContract {
  @Override
  protected PodDriver open(Path temp) throws IOException {
    return openAt(temp, "root");
  }

  @Override
  protected String place(String volume) {
    return "\"$SKERRY_MOUNT_" + volume.toUpperCase(Locale.ROOT) + "\"";
  }

  @Override
  protected String within(String address) {
    return address;
  }

  @Override
  protected String messageFile() {
    return "\"$SKERRY_TERMINATION_MESSAGE\"";
  }

  @Override
  protected List<String> leftovers() throws IOException {
    return OpenDriver.processesOf(temp.resolve("root"));
  }

  @Test
  void whatNeedsAContainerIsRefusedByName() {
    var user = Optional.of(new ContainerPlan.Ids(7, OptionalLong.empty()));
    ContainerPlan plan =
        Plans.with(
            Plans.shell(pod, "true", mount("scratch", "", true)),
            new Limits(OptionalLong.of(100), 2, OptionalLong.of(1 << 20), 5),
            new Security(
                user, List.of(8L), true, true, true, List.of("CHOWN"), List.of("ALL"), "my.json"));
    PodPlan around =
        Plans.plan(
            pod,
            List.of(new PortPlan("main", "http", 8080, "TCP", 80, "")),
            new VolumePlan.Empty("scratch", true, 5));
    List<Refused> refused = driver().check(around, List.of(plan));

    assertThat(refused).allMatch(each -> each.reason().equals("NeedsContainerDriver"));
    assertThat(refused)
        .extracting(Refused::field)
        .containsExactlyInAnyOrder(
            "spec.containers[main].ports.hostPort",
            "spec.volumes[scratch].emptyDir.medium",
            "spec.volumes[scratch].emptyDir.sizeLimit",
            "spec.containers[main].resources.limits.cpu",
            "spec.containers[main].resources.limits.memory",
            "spec.containers[main].resources.limits.pids",
            "spec.containers[main].securityContext.runAsUser",
            "spec.containers[main].securityContext.supplementalGroups",
            "spec.containers[main].securityContext.privileged",
            "spec.containers[main].securityContext.allowPrivilegeEscalation",
            "spec.containers[main].securityContext.readOnlyRootFilesystem",
            "spec.containers[main].securityContext.capabilities.add",
            "spec.containers[main].securityContext.capabilities.drop",
            "spec.containers[main].securityContext.seccompProfile",
            "spec.containers[main].volumeMounts[/mnt/scratch].readOnly");
    assertThat(driver().check(Plans.plan(pod), List.of(Plans.shell(pod, "true")))).isEmpty();
  }

  @Test
  void aPodKnowsItsAddressAndPorts() throws Exception {
    PodPlan plan = Plans.plan(pod, List.of(new PortPlan("main", "web-ui", 8080, "TCP", 0, "")));
    String address = driver().setUp(plan);
    ContainerPlan container = Plans.shell(pod, "echo $POD_IP $PORT_WEB_UI");
    driver().start(container);
    at().exited(container.id());
    assertThat(address).startsWith("127.");
    assertThat(at().said(container.id())).containsExactly("stdout F " + address + " 8080");
  }

  @Test
  void whatLeftItsSessionIsEndedByAStopToo() throws Exception {
    driver().setUp(Plans.plan(pod));
    ContainerPlan plan = Plans.shell(pod, "setsid sleep 4343 & echo up; sleep 1000");
    driver().start(plan);
    at().awaitLine(plan.id(), "stdout F up");
    at().await(() -> !OpenDriver.processes("sleep", "4343").isEmpty());
    driver().stop(plan.id(), "SIGTERM", Duration.ofSeconds(30));
    at().await(() -> OpenDriver.processes("sleep", "4343").isEmpty());
  }

  @Test
  void twoRootsNeverShareAnAddress() throws Exception {
    try (PodDriver two = openAt(temp, "second")) {
      assertThat(two.setUp(Plans.plan(pod))).isNotEqualTo(driver().setUp(Plans.plan(pod)));
      two.tearDown(pod);
    }
  }

  @Test
  void aLogThatGrowsIsRotatedAndBounded() throws Exception {
    driver().setUp(Plans.plan(pod));
    String line = "x".repeat(64 * 1024);
    ContainerPlan plan =
        Plans.run(
            pod,
            List.of("/bin/sh", "-c", "n=0; while [ $n -lt 260 ]; do echo $LINE; n=$((n+1)); done"),
            List.of("LINE=" + line));
    driver().start(plan);
    at().exited(plan.id());
    Path log = driver().log(plan.id());
    assertThat(log.resolveSibling("log.1")).exists();
    assertThat(Files.size(log)).isLessThan(20L * 1024 * 1024);
  }

  private static PodDriver openAt(Path temp, String root) throws IOException {
    return new ProcessDriver(
        temp.resolve(root),
        temp.resolve("durable"),
        temp.resolve("claims"),
        new Busybox(temp.resolve("image")));
  }
}
