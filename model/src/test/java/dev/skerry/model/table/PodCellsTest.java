package dev.skerry.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Each line is what printPod of Kubernetes says for such a pod.
final class PodCellsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");

  private static Obj pod(String yaml) throws JsonRefused {
    return (Obj) YamlText.parse(yaml.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  /// A pod of one container in this state.
  private static String status(String phase, String state) throws JsonRefused {
    return PodCells.status(
        pod(
            "status: {phase: %s, containerStatuses: [{name: a, state: {%s}}]}"
                .formatted(phase, state)));
  }

  /// A pod of two init containers, of which the first is in this state.
  private static String initStatus(String state) throws JsonRefused {
    return PodCells.status(
        pod(
            """
            spec: {initContainers: [{name: i}, {name: j}], containers: [{name: a}]}
            status:
              phase: Pending
              initContainerStatuses: [{name: i, state: {%s}}, {name: j, state: {waiting: {}}}]
              containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]
            """
                .formatted(state)));
  }

  @Test
  void aContainerThatDoesNotRunHasTheWord() throws JsonRefused {
    String[][] table = {
      {"Pending", "waiting: {reason: ContainerCreating}", "ContainerCreating"},
      {"Pending", "waiting: {reason: PodInitializing}", "PodInitializing"},
      {"Pending", "waiting: {reason: ImagePullBackOff}", "ImagePullBackOff"},
      {"Running", "waiting: {reason: CrashLoopBackOff}", "CrashLoopBackOff"},
      {"Running", "terminated: {exitCode: 137, reason: OOMKilled}", "OOMKilled"},
      {"Failed", "terminated: {exitCode: 1, reason: Error}", "Error"},
      {"Failed", "terminated: {exitCode: 3}", "ExitCode:3"},
      {"Failed", "terminated: {exitCode: 137, signal: 9}", "Signal:9"},
      {"Succeeded", "terminated: {exitCode: 0, reason: Completed}", "Completed"},
      {"Unknown", "", "Unknown"},
    };
    for (String[] line : table) {
      assertThat(status(line[0], line[1])).as(line[1]).isEqualTo(line[2]);
    }
  }

  @Test
  void anInitContainerThatIsNotDoneHasTheWord() throws JsonRefused {
    String[][] table = {
      {"running: {}", "Init:0/2"},
      {"waiting: {reason: PodInitializing}", "Init:0/2"},
      {"waiting: {reason: CrashLoopBackOff}", "Init:CrashLoopBackOff"},
      {"waiting: {reason: ImagePullBackOff}", "Init:ImagePullBackOff"},
      {"terminated: {exitCode: 1, reason: Error}", "Init:Error"},
      {"terminated: {exitCode: 4}", "Init:ExitCode:4"},
      {"terminated: {exitCode: 143, signal: 15}", "Init:Signal:15"},
      {"terminated: {exitCode: 0, reason: Completed}", "Init:1/2"},
    };
    for (String[] line : table) {
      assertThat(initStatus(line[0])).as(line[0]).isEqualTo(line[1]);
    }
  }

  @Test
  void aPodThatGoesIsTerminatingUnlessItIsOverOrItsNodeIsLost() throws JsonRefused {
    String going = "metadata: {deletionTimestamp: '2026-11-20T09:11:00Z'}\n";
    String[][] table = {
      {"phase: Running", "Terminating"},
      {"phase: Failed", "Failed"},
      {"phase: Running, reason: NodeLost", "Unknown"},
    };
    for (String[] line : table) {
      assertThat(PodCells.status(pod(going + "status: {" + line[0] + "}")))
          .as(line[0])
          .isEqualTo(line[1]);
    }
  }

  @Test
  void aPodOfWhichOneContainerCompletedStillRuns() throws JsonRefused {
    String text =
        """
        status:
          phase: Running
          conditions: [{type: Ready, status: '%s'}]
          containerStatuses:
          - {name: a, state: {terminated: {exitCode: 0, reason: Completed}}}
          - {name: b, ready: true, state: {running: {}}}
        """;
    assertThat(PodCells.status(pod(text.formatted("True")))).isEqualTo("Running");
    assertThat(PodCells.status(pod(text.formatted("False")))).isEqualTo("NotReady");
  }

  @Test
  void whileItInitializesOnlyWhatWasReachedCounts() throws JsonRefused {
    Obj pod =
        pod(
            """
            spec:
              initContainers: [{name: s, restartPolicy: Always}, {name: i}, {name: j}]
              containers: [{name: a}]
            status:
              phase: Pending
              initContainerStatuses:
              - {name: s, ready: true, started: true, restartCount: 1, state: {running: {}}}
              - {name: i, restartCount: 2, state: {running: {}},
                 lastState: {terminated: {finishedAt: '2026-11-20T09:07:00Z'}}}
              - {name: j, restartCount: 8, state: {waiting: {}}}
              containerStatuses: [{name: a, ready: true, restartCount: 16, state: {running: {}}}]
            """);
    assertThat(PodCells.status(pod)).isEqualTo("Init:1/3");
    assertThat(PodCells.ready(pod)).isEqualTo("1/2");
    assertThat(PodCells.restarts(pod, NOW)).isEqualTo("3 (5m ago)");
  }

  @Test
  void afterwardsSidecarsCountAsContainersAndInitContainersDoNot() throws JsonRefused {
    Obj pod =
        pod(
            """
            spec:
              initContainers: [{name: i}, {name: s, restartPolicy: Always}]
              containers: [{name: a}]
            status:
              phase: Running
              initContainerStatuses:
              - {name: i, restartCount: 8, state: {terminated: {exitCode: 0}}}
              - {name: s, ready: true, started: true, restartCount: 1, state: {running: {}}}
              containerStatuses: [{name: a, ready: true, restartCount: 2, state: {running: {}}}]
            """);
    assertThat(PodCells.status(pod)).isEqualTo("Running");
    assertThat(PodCells.ready(pod)).isEqualTo("2/2");
    assertThat(PodCells.restarts(pod, NOW)).isEqualTo("3");
  }
}
