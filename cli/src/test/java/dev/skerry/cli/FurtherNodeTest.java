package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.lab.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second machine in a site, with real processes: it runs pods of its site, stands alone, and
/// leaves.
final class FurtherNodeTest {
  @TempDir Path home;

  private Machines machines = new Machines(Path.of(""));

  @AfterEach
  void nothingStays() throws InterruptedException {
    machines.end();
  }

  @Test
  void aSecondMachineRunsPodsOfItsSiteStandsAloneAndLeaves() throws Exception {
    machines = new Machines(home);
    aSiteOfTwoMachines();
    podsSpreadAndAreReached();
    theAgentIsKilledAndAdoptsWhatItRan();
    theSiteIsSilentAndTheNodeStandsAlone();
    theNodeLeavesAndComesBack();
  }

  private void aSiteOfTwoMachines() throws Exception {
    String core = machines.directory("core").toString();
    machines.does("", "core", "init", "--data", core, "--listen", "127.0.0.1:0");
    machines.start("core", Jvm.Role.CORE, "core");
    machines.eventually("the core answers", () -> machines.answers("core"));
    String line = machines.does(machines.kubeconfig("core"), "token", "create", "--site", "s1");
    join("s1", machines.url("core"), line, "--listen", "127.0.0.1:0");
    machines.start("s1", Jvm.Role.SITE, "site");
    machines.eventually("the site answers", () -> machines.answers("s1"));

    theDoorIsGuarded();
    String url = machines.url("s1");
    assertThat(join("n2", "https://127.0.0.1:1," + url, token("s1-2"))).isEqualTo("s1-2");
    assertThat(machines.does("", "node", "--data", directory("n2"), "--print-config"))
        .contains("name: s1-2", "site: s1", "https://127.0.0.1:1", url);
    machines.start("n2", Jvm.Role.NODE, "node");
    machines.eventually("both are Ready at the site", () -> ready("s1") == 2);
    machines.eventually("both are Ready at the core", () -> ready("core") == 2);
  }

  private String directory(String machine) {
    return machines.directory(machine).toString();
  }

  private String token(String... more) {
    var words = new ArrayList<>(List.of("token", "create", "--node"));
    words.addAll(List.of(more));
    return machines.does(machines.kubeconfig("s1"), words.toArray(String[]::new));
  }

  private String join(String machine, String url, String token, String... more) {
    return machines.does("", words(machine, url, token, more));
  }

  private String[] words(String machine, String url, String token, String... more) {
    var words =
        new ArrayList<>(List.of("join", "--control", url, "--token", token, "--driver", "process"));
    words.addAll(List.of("--data", directory(machine)));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /// What a newcomer is told that may not come in.
  private void theDoorIsGuarded() throws Exception {
    String url = machines.url("s1");
    String used = token();
    assertThat(join("n9", url, used)).isEqualTo("s1-2");
    assertThat(refusal(words("n8", url, used))).contains("refused: the token is not known");
    assertThat(refusal(words("n8", machines.url("core"), token())))
        .contains("is not trusted", "expected was");
    assertThat(refusal(words("n8", "https://127.0.0.1:1", token())))
        .contains("https://127.0.0.1:1 does not answer");
    assertThat(refusal("token", "create", "--node", "s1-2"))
        .contains("a node named s1-2 has joined already; use --replace");
    assertThat(refusal("token", "create", "--node", "s1-1")).contains("s1-1 is the node inside");
    assertThat(refusal("token", "create", "--node", "paris-1")).contains("is named s1-<n>");
    assertThat(refusal("token", "create", "--site", "s2")).contains("sites join a core");
    assertThat(refusal(words("s1", url, token()))).contains("is a core's or a site's");
    assertThat(refusal(words("n9", url, token()))).contains("for another node than s1-2");
    assertThat(refusal(words("n8", url, token("--ttl", "1ms")))).contains("the token", "expired");
    assertThat(machines.kubectl("s1", "delete", "node", "s1-2").code()).isZero();
    machines.eventually("the name is free", () -> !exists("s1-2"));
  }

  private boolean exists(String node) throws Exception {
    return machines.skerry(machines.kubeconfig("s1"), "token", "create", "--node", node).code()
        != 0;
  }

  private String refusal(String... arguments) {
    var ran = machines.skerry(machines.kubeconfig("s1"), arguments);
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
    return ran.err();
  }

  private long ready(String machine) throws Exception {
    return machines
        .kubectl(machine, "get", "nodes", "--no-headers")
        .out()
        .lines()
        .filter(line -> line.matches("s1-[12] +Ready .*"))
        .count();
  }

  private void podsSpreadAndAreReached() throws Exception {
    machines.applyTalk("s1", 2);
    machines.eventually("one runs at each", () -> running("s1-1") == 1 && running("s1-2") == 1);
    String pod = pod("s1-2");
    assertThat(machines.kubectl("s1", "-n", "local", "logs", pod).out())
        .isEqualTo("begun on s1-2\n");
    Process follows = machines.begin("s1", "-n", "local", "logs", "-f", pod);
    try (BufferedReader lines = follows.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("begun on s1-2");
    } finally {
      follows.destroyForcibly().waitFor();
    }
    assertThat(exec(pod, "echo out; exit 0")).isEqualTo(new Machines.Ran(0, "out\n", ""));
    assertThat(exec(pod, "echo typed | app/busybox cat >&2; exit 7").code()).isEqualTo(7);
    Process cat =
        machines.begin("s1", "-n", "local", "exec", "-i", pod, "--", "app/busybox", "cat");
    try (var input = cat.outputWriter(StandardCharsets.UTF_8)) {
      input.write("typed");
    }
    assertThat(new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("typed");
  }

  private Machines.Ran exec(String pod, String script) throws Exception {
    return machines.kubectl(
        "s1", "-n", "local", "exec", pod, "--", "app/busybox", "sh", "-c", script);
  }

  private List<String> pods(String columns) throws Exception {
    return machines
        .kubectl(
            "s1", "-n", "local", "get", "pods", "--no-headers", "-o", "custom-columns=" + columns)
        .out()
        .lines()
        .toList();
  }

  private long running(String node) throws Exception {
    return pods("NODE:.spec.nodeName,PHASE:.status.phase").stream()
        .filter(line -> line.matches(node + " +Running *"))
        .count();
  }

  private String pod(String node) throws Exception {
    return pods("NODE:.spec.nodeName,NAME:.metadata.name").stream()
        .filter(line -> line.startsWith(node + " "))
        .map(line -> line.split(" +", -1)[1])
        .findFirst()
        .orElseThrow();
  }

  private String container(String field) throws Exception {
    return pods("NODE:.spec.nodeName,FIELD:.status.containerStatuses[0]." + field).stream()
        .filter(line -> line.startsWith("s1-2 "))
        .map(line -> line.split(" +", -1)[1])
        .findFirst()
        .orElse("");
  }

  private void theAgentIsKilledAndAdoptsWhatItRan() throws Exception {
    String before = container("containerID");
    List<Long> pids = pids();
    machines.kill("n2");
    assertThat(pids()).isEqualTo(pids).isNotEmpty();
    machines.start("n2", Jvm.Role.NODE, "node");
    String pod = pod("s1-2");
    machines.eventually("it is reached again", () -> exec(pod, "exit 0").code() == 0);
    assertThat(pids()).isEqualTo(pids);
    assertThat(container("containerID")).isEqualTo(before);
    assertThat(container("restartCount")).isEqualTo("0");
  }

  private List<Long> pids() {
    return machines.programs("n2").stream().map(ProcessHandle::pid).sorted().toList();
  }

  private void theSiteIsSilentAndTheNodeStandsAlone() throws Exception {
    machines.signal("s1", "STOP");
    List<Long> first = pids();
    machines.killPrograms("n2");
    machines.eventually("it is restarted", () -> !pids().isEmpty() && !pids().equals(first));

    machines.kill("n2");
    machines.killPrograms("n2");
    machines.eventually("all is dark", () -> pids().isEmpty());
    machines.start("n2", Jvm.Role.NODE, "node");
    machines.eventually("a reboot brings it back", () -> !pids().isEmpty());
    machines.signal("s1", "CONT");
    machines.eventually("the site hears of it", () -> !container("restartCount").equals("0"));

    machines.kill("s1");
    machines.start("s1", Jvm.Role.SITE, "site");
    machines.eventually("the site answers", () -> machines.answers("s1"));
    machines.eventually("both are Ready again", () -> ready("s1") == 2);
    String pod = pod("s1-2");
    machines.eventually("it is reached again", () -> exec(pod, "exit 0").code() == 0);
  }

  private void theNodeLeavesAndComesBack() throws Exception {
    assertThat(machines.kubectl("s1", "delete", "node", "s1-2").code()).isZero();
    machines.eventually("its pods end", () -> pids().isEmpty());
    machines.eventually("others take their place", () -> running("s1-1") == 2);
    machines.eventually(
        "the node says why", () -> machines.said("n2").contains("node s1-2 is not a member of s1"));
    assertThat(ready("s1")).isEqualTo(1);

    String line = token("s1-2");
    machines.kill("n2");
    assertThat(join("n2", machines.url("s1"), line)).isEqualTo("s1-2");
    machines.start("n2", Jvm.Role.NODE, "node");
    machines.eventually("it is Ready again", () -> ready("s1") == 2);
  }

  @Test
  void aDirectoryThatIsNoNodesSaysWhatToDo() throws IOException {
    machines = new Machines(home);
    var ran = machines.skerry("", "node", "--data", directory("n1"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("node.yaml; first: skerry join --control URL");
  }
}
