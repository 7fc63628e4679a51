package dev.skerry.node.pod;

import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.probe.ProbePlan;
import dev.skerry.node.probe.Prober.Answer;
import dev.skerry.node.work.Task;
import java.time.Instant;
import java.util.Locale;

/// What the answers of hooks and probes mean for one container.
///
/// @param notices takes what is to be told
record Asking(WantedPod wanted, ContainerLife container, Notices notices) {
  static ProbePlan.Kind kind(Step.Purpose probe) {
    return switch (probe) {
      case STARTUP_PROBE -> ProbePlan.Kind.STARTUP;
      case LIVENESS_PROBE -> ProbePlan.Kind.LIVENESS;
      case READINESS_PROBE -> ProbePlan.Kind.READINESS;
      case FETCH_IMAGE,
          LOOK_UP_IMAGE,
          SET_UP,
          START,
          POST_START,
          PRE_STOP,
          STOP,
          REMOVE,
          TEAR_DOWN ->
          throw new IllegalArgumentException(probe + " is no probe");
    };
  }

  static Step.Purpose purpose(ProbePlan.Kind kind) {
    return switch (kind) {
      case STARTUP -> Step.Purpose.STARTUP_PROBE;
      case LIVENESS -> Step.Purpose.LIVENESS_PROBE;
      case READINESS -> Step.Purpose.READINESS_PROBE;
    };
  }

  void answered(Step step, Answer answer, Instant now) {
    boolean sameRun =
        step.task() instanceof Task.Ask ask && ask.container().equals(container.id(wanted));
    if (!sameRun) {
      return;
    }
    switch (step.purpose()) {
      case POST_START -> postStarted(answer, now);
      case PRE_STOP -> {
        if (!answer.well()) {
          notices.add(new Notice(true, "FailedPreStopHook", "PreStopHook failed: " + answer.why()));
        }
        container.hooked();
      }
      case STARTUP_PROBE, LIVENESS_PROBE, READINESS_PROBE ->
          probed(kind(step.purpose()), answer, now);
      case FETCH_IMAGE, LOOK_UP_IMAGE, SET_UP, START, STOP, REMOVE, TEAR_DOWN -> {}
    }
  }

  private void postStarted(Answer answer, Instant now) {
    if (answer.well()) {
      container.settle();
      return;
    }
    notices.add(new Notice(true, "FailedPostStartHook", "PostStartHook failed: " + answer.why()));
    container.stop(now.plusSeconds(wanted.graceSeconds()));
  }

  private void probed(ProbePlan.Kind kind, Answer answer, Instant now) {
    container.probes().answered(kind, answer.well());
    if (!(container.stage() instanceof Stage.Running) || answer.well()) {
      return;
    }
    notices.add(new Notice(true, "Unhealthy", kind.word() + " probe failed: " + answer.why()));
    container.probes().fatal().ifPresent(probe -> kill(probe, now));
  }

  private void kill(ProbePlan probe, Instant now) {
    String word = probe.kind().word().toLowerCase(Locale.ROOT);
    notices.add(
        new Notice(
            false,
            "Killing",
            "Container " + container.name() + " failed " + word + " probe, will be restarted"));
    container.stop(now.plusSeconds(probe.graceSeconds().orElse(wanted.graceSeconds())));
  }
}
