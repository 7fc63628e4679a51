package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in a site's pods, run with kubectl at the core: the way goes over a connection that the
/// site opens.
final class SiteExecTest {
  private static final String POD = "web.s1";

  @TempDir Path home;
  private SiteBox box;

  @BeforeEach
  void aPodAtASite() throws Exception {
    box = new SiteBox(home);
    box.pod("web", "echo begun; exec sleep 100000");
  }

  @AfterEach
  void nothingStaysOpen() throws Exception {
    box.end();
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).isEmpty();
  }

  private void noStreams() throws Exception {
    SiteBox.eventually("the core's streams end", () -> box.core.streams() == 0);
    SiteBox.eventually("the site's streams end", () -> box.site().streams() == 0);
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().command().filter(c -> c.startsWith(home.toString())).isPresent();
  }

  private record Said(int code, String text) {}

  /// Input is written while output is read: between them are only buffers.
  private static Said said(Process process, String input) throws Exception {
    Thread typing =
        Thread.ofVirtual()
            .start(() -> {
              try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
              } catch (IOException unread) {
                // A command that was refused reads nothing.
              }
            });
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    typing.join();
    return new Said(process.waitFor(), text);
  }

  private Process exec(String... words) throws Exception {
    var all = new ArrayList<>(List.of("-n", "local", "exec"));
    all.addAll(List.of(words));
    return box.core.kubectl(all.toArray(String[]::new));
  }

  @Test
  void aCommandGivesItsOutputAndItsExitCodeAtTheCore() throws Exception {
    Said answer = said(exec(POD, "--", "sh", "-c", "echo out; echo err >&2; exit 7"), "");
    assertThat(answer.code()).isEqualTo(7);
    assertThat(answer.text()).contains("out\n", "err\n", "exit code 7");
  }

  @Test
  void inputPassesAndItsEndIsSeen() throws Exception {
    String much = "herring\n".repeat(200_000);
    Said answer = said(exec("-i", POD, "--", "wc", "-c"), much);
    assertThat(answer).isEqualTo(new Said(0, much.length() + "\n"));
    Said back = said(exec("-i", POD, "--", "cat"), much);
    assertThat(back.code()).isZero();
    assertThat(back.text()).isEqualTo(much);
  }

  @Test
  void theSitesOwnApiThroughTheCoreRunsCommandsOnATerminal() throws Exception {
    List<String> kubectl = box.core.command("/sites/s1", "-n", "local", "exec", "-it", "web");
    var line = new ArrayList<>(kubectl);
    // The size follows the command, so that it may begin without; busybox then prints nothing.
    String sized =
        "until [ \"$(stty size 2>/dev/null)\" ]; do sleep 0.1; done; stty size; cat; exit 3";
    line.addAll(List.of("--", "sh", "-c", "'" + sized + "'"));
    String typed = "stty rows 33 cols 77; " + String.join(" ", line);
    var script = List.of("script", "-qec", typed, "/dev/null");
    Process terminal = new ProcessBuilder(script).redirectErrorStream(true).start();
    var screen = terminal.inputReader(StandardCharsets.UTF_8);
    assertThat(screen.readLine()).isEqualTo("33 77");
    terminal.getOutputStream().write("fish\n\4".getBytes(StandardCharsets.UTF_8));
    terminal.getOutputStream().flush();
    String text = screen.readAllAsString();
    assertThat(terminal.waitFor()).as(text).isEqualTo(3);
    assertThat(text).contains("fish");
  }

  private static final String RUN = "while read line; do echo got $line; done; echo over; exit 3";

  private Process run(String... more) throws Exception {
    var line = new ArrayList<>(box.core.command("/sites/s1", "-n", "local", "run", "typed"));
    line.addAll(List.of("--image=box:v1", "--restart=Never"));
    line.addAll(List.of(more));
    line.addAll(List.of("--command", "--", "sh", "-c", RUN));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  @Test
  void filesAreCopiedBothWaysByTheTarOfTheContainer() throws Exception {
    var bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    Path mine = Files.write(home.resolve("mine"), bytes);
    // A plain process has this machine's files.
    Path there = Files.createDirectories(home.resolve("there")).resolve("copied");
    Path back = home.resolve("back");
    Said up = said(cp(mine.toString(), POD + ":" + there), "");
    assertThat(up.code()).as(up.text()).isZero();
    assertThat(there).hasBinaryContent(bytes);
    Said down = said(cp(POD + ":" + there, back.toString()), "");
    assertThat(down.code()).as(down.text()).isZero();
    assertThat(back).hasBinaryContent(bytes);
    noStreams();
  }

  private Process cp(String from, String to) throws Exception {
    return box.core.kubectl("-n", "local", "cp", from, to);
  }

  @Test
  void aProgramThatTheContainerHasNotIsNamed() throws Exception {
    Said answer = said(exec(POD, "--", "rsync"), "");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.text()).contains("the image has no program 'rsync'");
  }

  @Test
  void aPodIsRunForWhatIsTypedAndItsExitCodeIsTold() throws Exception {
    Process client = run("-i", "--rm", "--quiet");
    Said answer = said(client, "herring\ncod\n");
    assertThat(answer.text()).contains("got herring\n", "got cod\n", "over\n");
    assertThat(answer.code()).isEqualTo(3);
    noStreams();
  }

  @Test
  void aRunningContainerIsJoinedAtTheCoreAndLeftByTheCut() throws Exception {
    assertThat(said(run("--stdin", "--attach=false"), "").code()).as("only made").isZero();
    String path = "/api/v1/namespaces/local/pods/typed.s1";
    SiteBox.eventually(
        "the core shows the pod running",
        () ->
            box.core
                .get(path, "application/json")
                .json()
                .text("status", "phase")
                .equals("Running"));
    Said refused = said(box.core.kubectl("-n", "local", "attach", "-i", POD), "");
    assertThat(refused.text()).contains("has no standard input");
    assertThat(refused.code()).isEqualTo(1);
    Process joined = box.core.kubectl("-n", "local", "attach", "-i", "typed.s1");
    joined.getOutputStream().write("herring\n".getBytes(StandardCharsets.UTF_8));
    joined.getOutputStream().flush();
    var screen = joined.inputReader(StandardCharsets.UTF_8);
    String line = screen.readLine();
    while (line != null && !line.equals("got herring")) {
      line = screen.readLine();
    }
    assertThat(line).isEqualTo("got herring");
    assertThat(box.core.streams()).isEqualTo(1);
    box.cut();
    assertThat(joined.waitFor(2 * 65, TimeUnit.SECONDS)).isTrue();
    assertThat(joined.exitValue()).isEqualTo(1);
    noStreams();
    box.heal();
  }

  @Test
  void aPodOfTheCoresIsAskedWhereItWasPlaced() throws Exception {
    String pods = "/api/v1/namespaces/default/pods";
    String solo =
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "solo"},
         "spec": {"terminationGracePeriodSeconds": 1, "containers": [
           {"name": "main", "image": "box:v1", "command": ["/bin/sh", "-c", "echo begun; exec sleep 100000"]}]}}
        """;
    assertThat(box.core.send("POST", pods, "application/json", solo).status()).isEqualTo(201);
    SiteBox.eventually(
        "the pod runs",
        () ->
            box.core
                .get(pods + "/solo", "application/json")
                .json()
                .text("status", "phase")
                .equals("Running"));
    Process exec = box.core.kubectl("-n", "default", "exec", "solo", "--", "sh", "-c", "echo here");
    assertThat(said(exec, "")).isEqualTo(new Said(0, "here\n"));
    assertThat(said(box.core.kubectl("-n", "default", "logs", "solo"), ""))
        .isEqualTo(new Said(0, "begun\n"));
    assertThat(said(box.core.kubectl("-n", "default", "delete", "pod", "solo"), "").code())
        .isZero();
  }

  @Test
  void whatTheSiteRefusesIsToldInItsWords() throws Exception {
    Said answer = said(exec("-c", "none", POD, "--", "true"), "");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.text()).contains("container none is not valid for pod web");
  }

  @Test
  void aCutEndsTheCommandAtBothEndsAndSaysSo() throws Exception {
    Process command = exec(POD, "--", "sh", "-c", "echo up; exec sleep 77777");
    assertThat(command.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("up");
    assertThat(box.core.streams()).isEqualTo(1);
    assertThat(sleepers()).isEqualTo(1);
    box.cut();
    assertThat(command.waitFor(2 * 65, TimeUnit.SECONDS)).isTrue();
    String last = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.exitValue()).isEqualTo(1);
    assertThat(last).contains("the way to site s1 was cut while the command ran");
    noStreams();
    SiteBox.eventually("the command is gone at the site", () -> sleepers() == 0);

    Said refused = said(exec(POD, "--", "true"), "");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("site s1 does not answer", "last heard");
    box.heal();
    SiteBox.eventually(
        "commands run again", () -> said(exec(POD, "--", "sh", "-c", ":"), "").code() == 0);
  }

  private static long sleepers() throws IOException {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(c -> c.endsWith(" 77777")).isPresent())
        .filter(p -> p.info().command().filter(c -> c.endsWith("busybox")).isPresent())
        .count();
  }

  @Test
  void aClientThatLeavesEndsTheCommand() throws Exception {
    Process command = exec(POD, "--", "sh", "-c", "echo up; exec sleep 77777");
    assertThat(command.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("up");
    command.destroyForcibly().waitFor();
    noStreams();
    SiteBox.eventually("the command is gone at the site", () -> sleepers() == 0);
  }

  @Test
  void aLogIsFollowedThroughTheCoreAndEndsWithTheLink() throws Exception {
    Process log = box.core.kubectl("-n", "local", "logs", "-f", POD);
    assertThat(log.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("begun");
    box.cut();
    assertThat(log.waitFor(2 * 65, TimeUnit.SECONDS)).isTrue();
    assertThat(log.exitValue()).isEqualTo(1);
    noStreams();
    box.heal();
  }
}
