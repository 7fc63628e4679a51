package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.server.lab.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site among machines that know the hour, as real processes, with a clock that is a year off by
/// libfaketime: it is told so, runs what it has, and nothing of it is deleted.
final class WrongClockTest {
  @TempDir Path home;
  private Machines machines = new Machines(Path.of(""));

  @AfterEach
  void nothingStays() throws InterruptedException {
    machines.end();
  }

  @Test
  void aSiteWhoseClockIsAYearOffRunsWhatItHasAndIsToldBothHours() throws Exception {
    machines = new Machines(home);
    aCoreAndASiteThatJoinsOnceItsClockIsRight();
    aYearBackItIsApartAndRunsWhatItHas();
    aYearAheadItIsLinkedAndRunsWhatItHas();
    withTheRightHourAllIsAsItWas();
  }

  /// The environment of a process whose clock is off by so much. Elapsed time stays as it is; the
  /// library's own remedy for waits on it would make each return at once.
  private static Map<String, String> clock(String off) throws Exception {
    var wrapped = new ProcessBuilder("faketime", "-m", "-f", off, "printenv", "LD_PRELOAD").start();
    wrapped.getOutputStream().close();
    String library = new String(wrapped.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(wrapped.waitFor()).as("apt-get install faketime").isZero();
    return Map.of(
        "LD_PRELOAD",
        library.strip(),
        "FAKETIME",
        off,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  private static String year(int more) {
    return Integer.toString(Integer.parseInt(Instant.now().toString().substring(0, 4)) + more);
  }

  private void aCoreAndASiteThatJoinsOnceItsClockIsRight() throws Exception {
    String data = machines.directory("core").toString();
    machines.does("", "core", "init", "--data", data, "--listen", "127.0.0.1:0");
    Path config = machines.directory("core").resolve("core.yaml");
    String quick = Files.readString(config).replace("30s", "6s").replace("10s", "1s");
    Files.writeString(config, quick);
    machines.start("core", Jvm.Role.CORE, "core");
    String core = machines.kubeconfig("core");
    machines.eventually("the core answers", () -> machines.answers("core"));
    String token = machines.does(core, "token", "create", "--site", "s1");

    Path said = home.resolve("join.said");
    var join =
        new ProcessBuilder(Jvm.command(Jvm.Role.TOOL, words(token)))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    join.environment().putAll(clock("-365d"));
    assertThat(join.start().waitFor()).isEqualTo(1);
    assertThat(Files.readString(said).lines().filter(line -> line.startsWith("skerry: ")).toList())
        .singleElement()
        .asString()
        .startsWith("skerry: the clocks differ: this machine's says " + year(-1) + "-")
        .contains(", that of " + machines.url("core") + " says " + year(0) + "-")
        .endsWith("; set the wrong one and join again, the token is still good");
    machines.does("", words(token));
    machines.start("s1", Jvm.Role.SITE, "site");
    machines.eventually("the site answers", () -> machines.answers("s1"));
    machines.applyTalk("s1", 1);
    machines.eventually("it runs", () -> pods("core").contains("talk") && running("core"));
  }

  private String[] words(String token) throws IOException {
    List<String> words =
        List.of(
            "join --core %s --token %s --listen 127.0.0.1:0 --driver process --heartbeat 1s --silence 4s --data %s"
                .formatted(machines.url("core"), token, machines.directory("s1"))
                .split(" ", -1));
    return words.toArray(String[]::new);
  }

  /// As a core or the site itself shows them.
  private String pods(String machine) throws Exception {
    return machines.kubectl(machine, "get", "pods", "-n", "local", "--no-headers").out();
  }

  private boolean running(String machine) throws Exception {
    return pods(machine).lines().anyMatch(line -> line.matches("talk-.* 1/1 +Running .*"));
  }

  private boolean online(String status) throws Exception {
    return machines
        .kubectl("core", "get", "site", "s1", "--no-headers")
        .out()
        .matches("(?s)s1 +core +" + status + " .*");
  }

  private List<Long> programs() {
    return machines.programs("s1").stream().map(ProcessHandle::pid).sorted().toList();
  }

  /// @return what it ran before, and still runs
  private List<Long> startedAgain(Map<String, String> clock) throws Exception {
    List<Long> before = programs();
    machines.kill("s1");
    machines.start("s1", Jvm.Role.SITE, "site", clock);
    assertThat(before).isNotEmpty();
    return before;
  }

  private void adoptedWhatRanAndRestartsWhatDies(List<Long> before) throws Exception {
    assertThat(programs()).as("adopted").isEqualTo(before);
    machines.killPrograms("s1");
    machines.eventually(
        "it is restarted",
        () -> {
          List<Long> now = programs();
          return !now.isEmpty() && now.stream().noneMatch(before::contains);
        });
  }

  private void aYearBackItIsApartAndRunsWhatItHas() throws Exception {
    String pod = pods("core").split(" ", 2)[0];
    List<Long> before = startedAgain(clock("-365d"));
    machines.eventually("it says why", () -> machines.said("s1").contains("the clocks differ"));
    String why =
        machines.said("s1").lines().filter(line -> line.contains("the clocks")).findFirst().get();
    assertThat(why)
        .contains("ParentUnreachable " + machines.url("core"), "is not valid yet")
        .contains("this machine's says " + year(-1) + "-")
        .contains(", that of " + machines.url("core") + " says " + year(0) + "-")
        .contains("; set the wrong one");
    machines.eventually("the core does not hear of it", () -> online("Unknown"));
    assertThat(pods("core")).as("silence takes nothing").startsWith(pod);
    adoptedWhatRanAndRestartsWhatDies(before);
  }

  private void aYearAheadItIsLinkedAndRunsWhatItHas() throws Exception {
    List<Long> before = startedAgain(clock("+365d"));
    machines.eventually("it is linked", () -> online("True"));
    machines.eventually(
        "the core says so",
        () -> machines.said("core").matches("(?s).*ClocksDiffer the clock of .*ahead; set the.*"));
    adoptedWhatRanAndRestartsWhatDies(before);
    machines.eventually("it is seen", () -> running("core"));
  }

  private void withTheRightHourAllIsAsItWas() throws Exception {
    String pod = pods("core").split(" ", 2)[0];
    List<Long> before = startedAgain(Map.of());
    machines.eventually("it answers", () -> machines.answers("s1"));
    machines.eventually("it is linked", () -> online("True"));
    adoptedWhatRanAndRestartsWhatDies(before);
    machines.eventually("all is well", () -> running("core") && running("s1"));
    assertThat(pods("core")).as("the same pod").startsWith(pod);
    assertThat(pods("core").lines()).hasSize(1);
  }
}
