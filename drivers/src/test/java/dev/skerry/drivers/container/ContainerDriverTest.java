package dev.skerry.drivers.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.contract.AttachContract;
import dev.skerry.drivers.contract.Busybox;
import dev.skerry.drivers.contract.OpenDriver;
import dev.skerry.drivers.contract.Plans;
import dev.skerry.drivers.network.Subnet;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.Limits;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PodPlan.PortPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ContainerDriverTest extends AttachContract {
  private static final Limits NO_LIMITS =
      new Limits(OptionalLong.empty(), 2, OptionalLong.empty(), 0);
  private static final String BRIDGE = "sktest";

  @Override
  protected PodDriver open(Path temp) throws IOException {
    Path root = temp.resolve("root");
    RuntimeProbe.Verdict verdict = RuntimeProbe.run(root);
    OciRuntime runtime =
        verdict.runtime().orElseThrow(() -> new AssertionError("no containers: " + verdict.why()));
    var place =
        new ContainerDriver.Place(
            root, temp.resolve("durable"), Subnet.parse("10.91.0.0/24"), BRIDGE);
    return new ContainerDriver(place, runtime, new Busybox(temp.resolve("image")));
  }

  @Override
  protected String place(String volume) {
    return "/mnt/" + volume;
  }

  @Override
  protected String within(String address) {
    return "127.0.0.1";
  }

  @Override
  protected String messageFile() {
    return "/dev/termination-log";
  }

  @Override
  protected List<String> leftovers() throws IOException {
    return Leftovers.of(temp.resolve("root"), BRIDGE);
  }

  @Test
  void aContainerHasAWorldOfItsOwn() throws Exception {
    String address = driver().setUp(Plans.plan(pod));
    String script = "hostname; cat /etc/hosts; echo pid $$; ls /sys/class/net; id -u";
    assertThat(run(Plans.shell(pod, script)))
        .contains("stdout F pod-1", "stdout F " + address + "\tpod-1", "stdout F pid 1")
        .contains("stdout F eth0", "stdout F 0")
        .doesNotContain("stdout F " + BRIDGE);
  }

  @Test
  void aNeighbourReachesTheNextPodThatGetsAnAddress() throws Exception {
    String first = driver().setUp(Plans.plan(pod));
    String before = neighbour(first);
    driver().tearDown(pod);
    assertThat(driver().setUp(Plans.plan(pod))).isEqualTo(first);
    assertThat(neighbour(first))
        .as("what a neighbour has remembered is still true")
        .isEqualTo(before);
  }

  /// The hardware address that the host finds behind an address.
  private static String neighbour(String address) throws IOException {
    // Whoever is asked for a port that is closed has to be found first.
    Command.Result ignored = Command.of("busybox", "nc", "-w", "1", address, "9").run();
    String known = Command.of("ip", "neigh", "show", "to", address, "dev", BRIDGE).must().out();
    assertThat(known).contains("lladdr");
    return known.replaceAll("(?s).*lladdr (\\S+).*", "$1");
  }

  @Test
  void readOnlyThingsCannotBeWritten() throws Exception {
    driver().setUp(Plans.plan(pod, new VolumePlan.Empty("scratch", false, 0)));
    String script =
        "touch /x || echo root; touch /mnt/scratch/x || echo volume;"
            + " echo 1 >/proc/sys/kernel/panic || echo proc";
    ContainerPlan plan =
        Plans.with(
            Plans.shell(pod, script, mount("scratch", "", true)),
            NO_LIMITS,
            security(Optional.empty(), true));
    assertThat(run(plan)).contains("stdout F root", "stdout F volume", "stdout F proc");
  }

  @Test
  void aUserIsFoundInTheImageAndHasNoPowers() throws Exception {
    driver().setUp(Plans.plan(pod));
    var user = Optional.of(new ContainerPlan.Ids(7, OptionalLong.empty()));
    ContainerPlan plan =
        Plans.with(
            Plans.shell(pod, "id; grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status"),
            NO_LIMITS,
            security(user, false));
    assertThat(String.join("\n", run(plan)))
        .contains("uid=7(shop) gid=8(shop)")
        .contains("9(till)")
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1")
        .contains("Seccomp:\t2");
  }

  @Test
  void memoryBeyondTheLimitEndsAContainerAndIsToldAsSuch() throws Exception {
    driver().setUp(Plans.plan(pod));
    ContainerPlan plan =
        Plans.with(
            Plans.shell(pod, "exec dd if=/dev/zero of=/dev/null bs=64M count=1"),
            new Limits(OptionalLong.of(500), 256, OptionalLong.of(16L << 20), 20),
            Plans.security());
    driver().start(plan);
    assertThat(at().exited(plan.id()).code()).isEqualTo(137);
    assertThat(at().exited(plan.id()).outOfMemory()).isTrue();
  }

  @Test
  void containersOfAPodShareMemory() throws Exception {
    driver().setUp(Plans.plan(pod, new VolumePlan.Empty("fast", true, 1 << 20)));
    MountPlan fast = mount("fast", "", false);
    run(Plans.shell(pod, "echo 1 >/dev/shm/a; echo 2 >/mnt/fast/b", fast));
    String script =
        "cat /dev/shm/a /mnt/fast/b; dd if=/dev/zero of=/mnt/fast/c bs=2M count=1 || echo full";
    ContainerPlan second = Plans.attempt(Plans.shell(pod, script, fast), 1, false);
    assertThat(run(second)).contains("stdout F 1", "stdout F 2", "stdout F full");
  }

  @Test
  void aPublishedPortIsHeardAtTheHost() throws Exception {
    int port = freePort();
    var plan = new PortPlan("main", "http", 8080, "TCP", port, "");
    var www = new VolumePlan.Files("www", Map.of("index.html", "hello".getBytes(UTF_8)), 0644);
    driver().setUp(Plans.plan(pod, List.of(plan), www));
    driver().start(Plans.shell(pod, "exec httpd -f -p 8080 -h /mnt/www", mount("www", "", true)));
    at().await(() -> OpenDriver.heard("127.0.0.1", port).endsWith("hello"));
  }

  @Test
  void aPodInTheHostsNetworkHasNoAddressOfItsOwn() throws Exception {
    PodPlan own = Plans.plan(pod);
    PodPlan host =
        new PodPlan(
            pod,
            own.hostname(),
            true,
            true,
            true,
            own.volumes(),
            own.fsGroup(),
            own.ports(),
            own.addedHosts(),
            own.dns());
    assertThat(driver().setUp(host)).isEmpty();
    String mine = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
    assertThat(run(Plans.shell(pod, "readlink /proc/self/ns/net"))).contains("stdout F " + mine);
  }

  @Test
  void aPrivilegedContainerHasTheHostsDevices() throws Exception {
    driver().setUp(Plans.plan(pod));
    var privileged =
        new Security(
            Optional.empty(), List.of(), true, false, false, List.of(), List.of(), "Unconfined");
    ContainerPlan plan =
        Plans.with(
            Plans.shell(pod, "ls /dev/fuse /dev/net; grep Seccomp: /proc/self/status"),
            NO_LIMITS,
            privileged);
    assertThat(run(plan)).contains("stdout F Seccomp:\t0");
  }

  @Test
  void aLogIsRotatedUnderARunningContainer() throws Exception {
    driver().setUp(Plans.plan(pod));
    ContainerPlan plan = Plans.shell(pod, "while true; do echo line; sleep 0.02; done");
    driver().start(plan);
    at().awaitLine(plan.id(), "stdout F line");
    ((ContainerDriver) driver()).rotate(1);
    Path log = driver().log(plan.id());
    assertThat(log.resolveSibling("log.1")).exists();
    at().await(() -> Files.exists(log) && at().said(plan.id()).contains("stdout F line"));
    assertThat(at().running(plan.id())).isTrue();
  }

  @Test
  void aTerminalOfARunHasASizeAndAnEnd() throws Exception {
    driver().setUp(Plans.plan(pod));
    String wait = "until stty size | grep '33 77'; do sleep 0.05; done; cat; exit 6";
    ContainerPlan plan = Plans.typed(Plans.shell(pod, wait), ContainerPlan.Stdin.ONCE, true);
    driver().start(plan);
    try (ExecSession session = driver().attach(plan.id(), true)) {
      session.resize(77, 33);
      session.stdin().write("fish\n".getBytes(UTF_8));
      session.stdin().close();
      assertThat(new String(session.stdout().readAllBytes(), UTF_8)).contains("33 77", "fish");
    }
    assertThat(at().exited(plan.id()).code()).isEqualTo(6);
  }

  @Test
  void aPowerCutLeavesFilesAndTheNextDriverStartsAgain() throws Exception {
    PodPlan around = Plans.plan(pod, new VolumePlan.Durable("sales", "sales"));
    String script = "echo 1 >/mnt/sales/1; echo up; sleep 1000";
    ContainerPlan plan = Plans.shell(pod, script, mount("sales", "", false));
    String address = driver().setUp(around);
    driver().start(plan);
    at().awaitLine(plan.id(), "stdout F up");
    driver().close();
    for (int twice = 0; twice < 2; twice++) {
      Sweep.powerOff(temp.resolve("root"));
      assertThat(leftovers()).isEmpty();
    }

    reopen();
    assertThat(at().exited(plan.id()).code()).isIn(137, 255);
    assertThat(driver().setUp(around)).isEqualTo(address);
    ContainerPlan again = Plans.attempt(plan, 1, false);
    driver().start(again);
    at().awaitLine(again.id(), "stdout F up");
  }

  @Test
  void erasingARootSparesDurableVolumesOnly() throws Exception {
    driver().setUp(Plans.plan(pod, new VolumePlan.Durable("sales", "sales")));
    ContainerPlan plan =
        Plans.shell(pod, "echo 1 >/mnt/sales/1; echo up; sleep 1000", mount("sales", "", false));
    driver().start(plan);
    at().awaitLine(plan.id(), "stdout F up");
    driver().close();
    for (int twice = 0; twice < 2; twice++) {
      Sweep.erase(temp.resolve("root"));
    }
    assertThat(temp.resolve("root/pods")).doesNotExist();
    assertThat(temp.resolve("durable/sales/1")).hasContent("1");
    reopen();
  }

  @Test
  void whatThisDriverCannotHonourIsRefusedByName() {
    var odd =
        new Security(
            Optional.empty(),
            List.of(),
            false,
            false,
            false,
            List.of("NOPE"),
            List.of(),
            "my.json");
    PodPlan around =
        Plans.plan(
            pod,
            List.of(new PortPlan("main", "http", 8080, "TCP", 80, "::1")),
            new VolumePlan.Empty("disk", false, 5));
    ContainerPlan plan = Plans.with(Plans.shell(pod, "true"), NO_LIMITS, odd);
    assertThat(driver().check(around, List.of(plan)))
        .extracting(Refused::field)
        .containsExactlyInAnyOrder(
            "spec.volumes[disk].emptyDir.sizeLimit",
            "spec.containers[main].ports.hostIP",
            "spec.containers[main].securityContext.seccompProfile",
            "spec.containers[main].securityContext.capabilities.add");
  }

  private List<String> run(ContainerPlan plan) throws Exception {
    driver().start(plan);
    at().exited(plan.id());
    return at().said(plan.id());
  }

  private static Security security(Optional<ContainerPlan.Ids> user, boolean readOnlyRoot) {
    return new Security(
        user, List.of(), false, true, readOnlyRoot, List.of(), List.of("ALL"), "RuntimeDefault");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
