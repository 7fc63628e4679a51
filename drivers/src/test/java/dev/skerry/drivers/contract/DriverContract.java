package dev.skerry.drivers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.Observation.State;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan.PortPlan;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The port's promises. Each test has a driver with a root of its own; after it nothing may be
/// left.
public abstract class DriverContract {
  /// Enough for two observers to have met at an end, when they could.
  private static final int SHORT_RUNS = 15;

  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final String UNTIL_TERM =
      "trap 'exit 5' TERM; echo ready; while true; do sleep 0.1; done";

  @TempDir protected Path temp = Path.of("");
  protected final PodId pod = Plans.pod(1);
  private final ContainerId main = new ContainerId(pod.uid(), "main", 0);
  private Optional<OpenDriver> open = Optional.empty();

  /// A driver over `temp/root`, durable volumes in `temp/durable`, image in `temp/image`.
  protected abstract PodDriver open(Path temp) throws IOException, DriverFailure;

  /// What a shell in a container writes for the place of a volume mounted at `/mnt/<name>`.
  protected abstract String place(String volume);

  /// What a shell in a container writes for its termination message file.
  protected abstract String messageFile();

  /// What the driver left outside of its root.
  protected abstract List<String> leftovers() throws IOException;

  protected final OpenDriver at() {
    return open.orElseThrow();
  }

  protected final PodDriver driver() {
    return at().driver();
  }

  @BeforeEach
  void openDriver() throws Exception {
    Busybox.in(temp.resolve("image"));
    open = Optional.of(OpenDriver.of(open(temp)));
  }

  @AfterEach
  void leaveNothing() throws Exception {
    if (open.isEmpty()) {
      return;
    }
    for (PodId left : driver().pods()) {
      at().finish(left);
    }
    assertThat(driver().observe()).isEmpty();
    assertThat(driver().pods()).isEmpty();
    driver().close();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aCommandsExitCodeAndItsLinesAreKept() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "echo out; echo err >&2; printf half; exit 7"));

    assertThat(at().exited(main).code()).isEqualTo(7);
    assertThat(at().exited(main).signal()).isZero();
    String line = "[0-9-]{10}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}) std(out|err) [FP] .*";
    assertThat(Files.readAllLines(driver().log(main))).allMatch(each -> each.matches(line));
    assertThat(at().said(main)).contains("stdout F out", "stderr F err", "stdout P half");
  }

  @Test
  void runsAreObservedWhileTheyEndAndGo() throws Exception {
    var done = new AtomicBoolean();
    var looks =
        new FutureTask<>(() -> {
          while (!done.get()) {
            driver().observe();
          }
          return true;
        });
    Thread.ofVirtual().start(looks);
    driver().setUp(Plans.plan(pod));
    try {
      for (int run = 0; run < SHORT_RUNS; run++) {
        driver().start(Plans.shell(pod, "exit 3"));
        assertThat(at().exited(main).code()).isEqualTo(3);
        driver().remove(main);
      }
    } finally {
      done.set(true);
    }
    assertThat(looks.get()).isTrue();
  }

  @Test
  void aStopLetsARunEndByItself() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, UNTIL_TERM));
    at().awaitLine(main, "stdout F ready");
    assertThat(at().running(main)).isTrue();

    driver().stop(main, "SIGTERM", GRACE);
    assertThat(at().exited(main).code()).isEqualTo(5);
  }

  @Test
  void whoDoesNotHeedTheStopSignalIsKilledAfterItsGrace() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "trap '' TERM; echo ready; while true; do sleep 0.1; done"));
    at().awaitLine(main, "stdout F ready");

    driver().stop(main, "SIGTERM", Duration.ofMillis(300));
    assertThat(at().exited(main).code()).isEqualTo(137);
    assertThat(at().exited(main).signal()).isEqualTo(9);
  }

  @Test
  void theEnvironmentAndTheArgumentsArriveWordForWord() throws Exception {
    String hard = "a 'b' \"c\" $(id) `id` ; & | \\ é";
    List<String> env = List.of("HARD=" + hard, "odd.name=kept");
    driver().setUp(Plans.plan(pod));
    driver()
        .start(
            Plans.run(
                pod, List.of("/bin/sh", "-c", "echo \"$HARD\"; echo \"$1\"", "sh", hard), env));
    at().exited(main);
    assertThat(at().said(main)).containsExactly("stdout F " + hard, "stdout F " + hard);

    driver().start(Plans.attempt(Plans.run(pod, List.of("/bin/env"), env), 1, false));
    ContainerId second = new ContainerId(pod.uid(), "main", 1);
    at().exited(second);
    assertThat(at().said(second)).contains("stdout F odd.name=kept", "stdout F HARD=" + hard);
  }

  @Test
  void volumesCarryFilesAndDurableOnesOutliveThePod() throws Exception {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Files.writeString(shared.resolve("in"), "from the host\n");
    driver()
        .setUp(
            Plans.plan(
                pod,
                new VolumePlan.Host("shared", shared.toString(), "Directory"),
                new VolumePlan.Empty("scratch", false, 0),
                new VolumePlan.Durable("sales", "shop-sales")));
    String script =
        "cat %s/in && echo x >%s/out && echo y >%s/y && echo z >%s/z"
            .formatted(place("shared"), place("shared"), place("scratch"), place("sales"));
    driver()
        .start(
            Plans.shell(
                pod,
                script,
                mount("shared", "", false),
                mount("scratch", "", false),
                mount("sales", "2026/november", false)));

    assertThat(at().exited(main).code()).isZero();
    assertThat(at().said(main)).contains("stdout F from the host");
    assertThat(shared.resolve("out")).hasContent("x");
    at().finish(pod);
    assertThat(temp.resolve("durable/shop-sales/2026/november/z")).hasContent("z");
  }

  @Test
  void aSubPathDoesNotLeaveItsVolume() throws Exception {
    Path shared = Files.createDirectories(temp.resolve("shared"));
    Files.createSymbolicLink(shared.resolve("way-out"), Path.of("/etc"));
    driver().setUp(Plans.plan(pod, new VolumePlan.Host("shared", shared.toString(), "")));
    driver()
        .start(Plans.shell(pod, "ls " + place("shared"), mount("shared", "way-out/../..", false)));

    assertThat(at().exited(main).code()).isZero();
    assertThat(at().said(main)).containsExactly("stdout F way-out");
  }

  @Test
  void filesOfAVolumeAreReplacedWhileTheContainerRuns() throws Exception {
    driver().setUp(Plans.plan(pod, Plans.files("one", "1")));
    String loop =
        "cd %s; while [ -e word ]; do cat word deep/number; sleep 0.05; done"
            .formatted(place("config"));
    driver().start(Plans.shell(pod, loop, mount("config", "", true)));
    at().awaitLine(main, "stdout F one1");

    driver().setUp(Plans.plan(pod, Plans.files("two", "2")));
    at().awaitLine(main, "stdout F two2");
    assertThat(at().running(main)).isTrue();
    driver().setUp(Plans.plan(pod, new VolumePlan.Files("config", Map.of("x", new byte[0]), 0644)));
    at().exited(main);
  }

  @Test
  void aSecondDriverAdoptsWhatTheFirstLeftRunning() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, UNTIL_TERM));
    at().awaitLine(main, "stdout F ready");
    String handle = driver().observe().getFirst().handle();
    reopen();

    assertThat(driver().pods()).containsExactly(pod);
    assertThat(at().running(main)).isTrue();
    assertThat(driver().observe().getFirst().handle()).isEqualTo(handle);
    driver().start(Plans.shell(pod, "exit 1"));
    assertThat(at().ask(main, "echo", "still here")).isEqualTo("still here\n");
    driver().stop(main, "SIGTERM", GRACE);
    assertThat(at().exited(main).code()).isEqualTo(5);
  }

  @Test
  void anEndThatNoAgentSawIsFoundByTheNext() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "exit 12"));
    reopen();
    assertThat(at().exited(main).code()).isEqualTo(12);
  }

  @Test
  void everyCallMayBeMadeTwice() throws Exception {
    ContainerPlan plan = Plans.shell(pod, "echo once; exit 4");
    assertThat(driver().setUp(Plans.plan(pod))).isEqualTo(driver().setUp(Plans.plan(pod)));
    driver().start(plan);
    driver().start(plan);
    State.Exited end = at().exited(main);
    assertThat(end.code()).isEqualTo(4);
    driver().start(plan);
    assertThat(at().said(main)).containsExactly("stdout F once");
    assertThat(at().state(main)).isEqualTo(end);
    for (int twice = 0; twice < 2; twice++) {
      driver().stop(main, "SIGTERM", GRACE);
    }
    for (int twice = 0; twice < 2; twice++) {
      driver().remove(main);
    }
    assertThat(driver().log(main)).doesNotExist();
    for (int twice = 0; twice < 2; twice++) {
      driver().tearDown(pod);
    }
  }

  @Test
  void aRestartIsARunOfItsOwn() throws Exception {
    ContainerPlan plan = Plans.shell(pod, "echo hello; exit 1");
    driver().setUp(Plans.plan(pod));
    driver().start(plan);
    at().exited(main);
    driver().start(Plans.attempt(plan, 1, false));
    at().exited(new ContainerId(pod.uid(), "main", 1));
    assertThat(driver().observe()).extracting("handle").doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void execGivesInputOutputAndExitCode() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "sleep 1000"));
    List<String> command = List.of("sh", "-c", "cat; echo bad >&2; exit 9");
    try (ExecSession session = driver().exec(new ExecRequest(main, command, true, false))) {
      try (var stdin = session.stdin()) {
        stdin.write("typed".getBytes(UTF_8));
      }
      assertThat(new String(session.stdout().readAllBytes(), UTF_8)).isEqualTo("typed");
      assertThat(new String(session.stderr().readAllBytes(), UTF_8)).isEqualTo("bad\n");
      assertThat(session.exitCode()).isEqualTo(9);
    }
    assertThat(at().ask(main, "echo", "a  'b' $(id)")).isEqualTo("a  'b' $(id)\n");
  }

  @Test
  void execOnATerminalHasASize() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "sleep 1000"));
    String wait = "until stty size | grep '33 77'; do sleep 0.05; done; tty; read line; exit 6";
    ExecRequest request = new ExecRequest(main, List.of("sh", "-c", wait), true, true);
    try (ExecSession session = driver().exec(request)) {
      session.resize(77, 33);
      session.stdin().write("go\n".getBytes(UTF_8));
      String output = new String(session.stdout().readAllBytes(), UTF_8);
      assertThat(output).contains("go").contains("33 77").contains("/dev/");
      assertThat(session.exitCode()).isEqualTo(6);
    }
  }

  @Test
  void closingAnExecEndsItsCommand() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "sleep 1000"));
    List<String> command = List.of("sh", "-c", "echo up; exec sleep 4242");
    ExecSession session = driver().exec(new ExecRequest(main, command, false, false));
    assertThat(session.stdout().read()).isEqualTo('u');
    session.close();
    at().await(() -> OpenDriver.processes("sleep", "4242").isEmpty());
  }

  @Test
  void execNeedsARunningContainer() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "true"));
    at().exited(main);
    refusedWith(
        "NotRunning", () -> driver().exec(new ExecRequest(main, List.of("true"), false, false)));
  }

  @Test
  void lastWordsAreTakenFromTheFileElseFromTheLog() throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "echo 'the till is empty' >" + messageFile() + "; exit 1"));
    assertThat(at().exited(main).message()).isEqualTo("the till is empty\n");
    driver().start(Plans.attempt(Plans.shell(pod, "echo first; echo last; exit 1"), 1, true));
    ContainerId second = new ContainerId(pod.uid(), "main", 1);
    assertThat(at().exited(second).message()).contains("first\nlast");
  }

  @Test
  void aProgramThatIsNotThereIsAFailureThatSaysSo() throws Exception {
    driver().setUp(Plans.plan(pod));
    refusedWith("StartError", () -> driver().start(Plans.run(pod, List.of("/no/such"), List.of())));
  }

  @Test
  void aContainerOfAPodThatIsNotSetUpIsAFailureThatSaysSo() {
    refusedWith("PodNotSetUp", () -> driver().start(Plans.shell(pod, "true")));
  }

  @Test
  void aPodServesAtItsOwnAddress() throws Exception {
    String first = serve(pod, "one");
    String second = serve(Plans.pod(2), "two");
    assertThat(first).isNotEqualTo(second);
    at().await(() -> OpenDriver.heard(first, 8080).endsWith("one"));
    at().await(() -> OpenDriver.heard(second, 8080).endsWith("two"));
  }

  private String serve(PodId server, String word) throws DriverFailure {
    var port = new PortPlan("main", "http", 8080, "TCP", 0, "");
    var www = new VolumePlan.Files("www", Map.of("index.html", word.getBytes(UTF_8)), 0644);
    String address = driver().setUp(Plans.plan(server, List.of(port), www));
    String script = "exec httpd -f -p %s:8080 -h %s".formatted(address, place("www"));
    driver().start(Plans.shell(server, script, mount("www", "", true)));
    return address;
  }

  @Test
  void leftoversOfAPodThatNeverStartedAreShown() throws Exception {
    driver().setUp(Plans.plan(pod, new VolumePlan.Empty("scratch", false, 0)));
    reopen();
    assertThat(driver().pods()).containsExactly(pod);
    driver().tearDown(pod);
    assertThat(driver().pods()).isEmpty();
  }

  protected static MountPlan mount(String volume, String subPath, boolean readOnly) {
    return new MountPlan(volume, "/mnt/" + volume, readOnly, subPath);
  }

  protected final void reopen() throws Exception {
    driver().close();
    open = Optional.of(OpenDriver.of(open(temp)));
  }

  private interface Call {
    void make() throws Exception;
  }

  private static void refusedWith(String reason, Call call) {
    assertThatThrownBy(call::make)
        .isInstanceOfSatisfying(
            DriverFailure.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}
