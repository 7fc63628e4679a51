package dev.skerry.drivers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan.Stdin;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.PortLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.junit.jupiter.api.Test;

/// The port's promises about the streams of a run itself, and about the ports of a pod.
public abstract class AttachContract extends DriverContract {
  private static final String ECHO =
      "echo early; while read line; do echo got $line; echo bad $line >&2; done; echo over; exit 3";

  private final ContainerId main = new ContainerId(pod.uid(), "main", 0);

  private void run(String script, Stdin stdin) throws Exception {
    driver().setUp(Plans.plan(pod));
    driver().start(Plans.typed(Plans.shell(pod, script), stdin, false));
    at().awaitLine(main, "stdout F early");
  }

  private static BufferedReader reader(ExecSession session) {
    return new BufferedReader(new InputStreamReader(session.stdout(), UTF_8));
  }

  @Test
  void whatIsTypedReachesARunAndTheEndOfInputEndsIt() throws Exception {
    run(ECHO, Stdin.ONCE);
    try (ExecSession session = driver().attach(main, true)) {
      session.stdin().write("one\n".getBytes(UTF_8));
      var out = reader(session);
      assertThat(out.readLine()).isEqualTo("got one");
      var errors = new BufferedReader(new InputStreamReader(session.stderr(), UTF_8));
      assertThat(errors.readLine()).isEqualTo("bad one");
      session.stdin().close();
      assertThat(out.readAllAsString()).isEqualTo("over\n");
      assertThat(session.exitCode()).isZero();
    }
    assertThat(at().exited(main).code()).isEqualTo(3);
  }

  @Test
  void anInputThatIsKeptOutlivesWhoTypes() throws Exception {
    run(ECHO, Stdin.KEPT);
    for (String word : new String[] {"one", "two"}) {
      try (ExecSession session = driver().attach(main, true)) {
        session.stdin().write((word + "\n").getBytes(UTF_8));
        assertThat(reader(session).readLine()).isEqualTo("got " + word);
        session.stdin().close();
      }
    }
    assertThat(at().running(main)).isTrue();
  }

  @Test
  void whoOnlyListensEndsNoInput() throws Exception {
    run(ECHO, Stdin.ONCE);
    ExecSession listener = driver().attach(main, false);
    try (ExecSession session = driver().attach(main, true)) {
      session.stdin().write("one\n".getBytes(UTF_8));
      assertThat(reader(listener).readLine()).isEqualTo("got one");
      listener.close();
      session.stdin().write("two\n".getBytes(UTF_8));
      at().awaitLine(main, "stdout F got two");
    }
    assertThat(at().exited(main).code()).isEqualTo(3);
  }

  @Test
  void muchInputOfARunThatReadsLateWaits() throws Exception {
    run("echo early; read line; sleep 1; head -c 999999 | wc -c; echo over", Stdin.ONCE);
    try (ExecSession session = driver().attach(main, true)) {
      var out = reader(session);
      session.stdin().write(("\n" + "x".repeat(999_999)).getBytes(UTF_8));
      assertThat(out.readLine()).isEqualTo("999999");
      assertThat(out.readLine()).isEqualTo("over");
    }
  }

  @Test
  void aRunWithoutInputIsListenedToOnly() throws Exception {
    run("echo early; sleep 1000", Stdin.NONE);
    assertThatThrownBy(() -> driver().attach(main, true))
        .isInstanceOfSatisfying(
            DriverFailure.class, failed -> assertThat(failed.reason()).isEqualTo("NoInput"));
    try (ExecSession session = driver().attach(main, false)) {
      driver().stop(main, "KILL", java.time.Duration.ZERO);
      assertThat(reader(session).readAllAsString()).isEmpty();
    }
    assertThatThrownBy(() -> driver().attach(main, false))
        .isInstanceOfSatisfying(
            DriverFailure.class, failed -> assertThat(failed.reason()).isEqualTo("NotRunning"));
  }

  /// Where a server listens that only its own pod should reach.
  protected abstract String within(String address);

  @Test
  void aPortIsDialledAsFromInsideThePod() throws Exception {
    String address = driver().setUp(Plans.plan(pod));
    driver().start(Plans.shell(pod, "echo early; exec httpd -f -p " + within(address) + ":8080"));
    at().awaitLine(main, "stdout F early");
    at().await(() -> answer().startsWith("HTTP/1."));
    assertThatThrownBy(() -> driver().dial(pod, 9))
        .isInstanceOfSatisfying(
            DriverFailure.class, failed -> assertThat(failed.reason()).isEqualTo("ConnectFailed"))
        .hasMessageContaining("nothing listens at port 9");
    assertThatThrownBy(() -> driver().dial(Plans.pod(7), 8080))
        .isInstanceOfSatisfying(
            DriverFailure.class, failed -> assertThat(failed.reason()).isEqualTo("PodNotSetUp"));
  }

  private String answer() throws IOException {
    try (PortLine line = driver().dial(pod, 8080)) {
      line.output().write("GET /none HTTP/1.0\r\n\r\n".getBytes(UTF_8));
      line.output().close();
      return new String(line.input().readAllBytes(), UTF_8);
    } catch (DriverFailure notYet) {
      return "";
    }
  }
}
