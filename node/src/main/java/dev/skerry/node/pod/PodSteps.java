package dev.skerry.node.pod;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.plan.ActionPlans;
import dev.skerry.node.plan.ContainerPlans;
import dev.skerry.node.plan.Planned;
import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.ProbePlan;
import dev.skerry.node.work.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what is next for a pod, from where it is.
final class PodSteps {
  /// A container whose hook used up the grace still gets this much after its stop signal, as in
  /// Kubernetes.
  private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

  private final PodLife life;
  private final PodSettings settings;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();

  PodSteps(PodLife life, PodSettings settings, Instant now) {
    this.life = life;
    this.settings = settings;
    this.now = now;
  }

  List<Step> all() {
    life.containers().forEach(this::stop);
    if (life.ending()) {
      clear();
      return steps;
    }
    life.containers().forEach(this::probe);
    if (!life.closing() && life.refused().isEmpty()) {
      live();
    }
    return steps;
  }

  /// Proposes a driver call, if nothing is in its way.
  private void propose(Step step) {
    Step.Lane lane = step.purpose().lane();
    boolean clash =
        steps.stream()
            .map(s -> s.purpose().lane())
            .anyMatch(
                l -> l == Step.Lane.ALONE || (lane == Step.Lane.ALONE && l == Step.Lane.STOP));
    if (!clash && life.underWay().mayBegin(lane, now)) {
      steps.add(step);
    }
  }

  private void stop(ContainerLife container) {
    if (!(container.stage() instanceof Stage.Stopping s) || s.stopped()) {
      return;
    }
    Duration left = Duration.between(now, s.deadline());
    if (!s.hooked() && left.isPositive()) {
      Action hook = ActionPlans.hook(container.spec(), "preStop").orElseThrow();
      ask(Step.Purpose.PRE_STOP, container, hook, left);
    } else if (!life.underWay().has(Step.Purpose.STOP, container.name())) {
      boolean atOnce = !s.deadline().isAfter(now) && s.hooked() && graceIsZero(container);
      Duration grace = left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left;
      var task =
          new Task.Stop(
              container.id(life.wanted()), container.stopSignal(), atOnce ? Duration.ZERO : grace);
      propose(new Step(Step.Purpose.STOP, container.name(), task));
    }
  }

  /// Nothing was granted in the first place, so there is no hook's share to make up for.
  private boolean graceIsZero(ContainerLife container) {
    boolean noHook = ActionPlans.hook(container.spec(), "preStop").isEmpty();
    return noHook && life.wanted().deletionGraceSeconds() == 0;
  }

  private void ask(Step.Purpose purpose, ContainerLife container, Action action, Duration timeout) {
    if (!life.underWay().has(purpose, container.name())) {
      var task = new Task.Ask(container.id(life.wanted()), life.address(), action, timeout);
      steps.add(new Step(purpose, container.name(), task));
    }
  }

  /// After the end: runs, then surroundings.
  private void clear() {
    if (life.alive()) {
      return;
    }
    if (!life.surroundings().runs().isEmpty()) {
      remove(life.surroundings().runs().getFirst());
    } else if (life.surroundings().there()) {
      propose(new Step(Step.Purpose.TEAR_DOWN, "", new Task.TearDown(life.wanted().id())));
    }
  }

  private void remove(ContainerId run) {
    propose(new Step(Step.Purpose.REMOVE, run.name(), new Task.Remove(run)));
  }

  private void live() {
    if (life.surroundings().due()) {
      setUp();
    }
    if (life.surroundings().up().isEmpty()) {
      return;
    }
    if (!life.initialized() && !initialize()) {
      return;
    }
    life.containers().stream()
        .filter(c -> c.role() != ContainerLife.Role.INIT)
        .forEach(this::ensure);
    life.containers().forEach(this::removeStale);
  }

  private void setUp() {
    switch (life.surroundings().plan()) {
      case Planned.Ready<PodPlan>(PodPlan plan) ->
          propose(new Step(Step.Purpose.SET_UP, "", new Task.SetUp(plan)));
      case Planned.Blocked<PodPlan>(String reason, String message) ->
          life.notices().once(new Notice(true, reason, message));
    }
  }

  /// Goes through the init containers in order; answers whether all are through.
  private boolean initialize() {
    for (ContainerLife container : life.containers()) {
      boolean through =
          switch (container.role()) {
            case INIT -> container.exit().filter(Exit::well).isPresent();
            case SIDECAR -> container.started();
            case MAIN -> true;
          };
      if (container.role() == ContainerLife.Role.SIDECAR || !through) {
        ensure(container);
      }
      if (!through) {
        return false;
      }
    }
    life.initializationDone();
    return true;
  }

  /// Brings a waiting container nearer to running, and a new run through its postStart hook.
  private void ensure(ContainerLife container) {
    switch (container.stage()) {
      case Stage.Waiting(_, _, Instant due) when !now.isBefore(due) -> start(container);
      case Stage.Running(_, _, boolean settled) when !settled ->
          ActionPlans.hook(container.spec(), "postStart")
              .ifPresent(hook ->
                  ask(
                      Step.Purpose.POST_START,
                      container,
                      hook,
                      Duration.ofSeconds(life.wanted().graceSeconds())));
      case Stage.Running _ when !container.imageAsked() -> image(container, true);
      case Stage.Waiting _, Stage.Running _, Stage.Stopping _, Stage.Exited _ -> {}
    }
  }

  private void image(ContainerLife container, boolean onlyLookUp) {
    var purpose = onlyLookUp ? Step.Purpose.LOOK_UP_IMAGE : Step.Purpose.FETCH_IMAGE;
    if (!life.underWay().has(purpose, container.name())) {
      var pull = onlyLookUp ? Task.Pull.NEVER : container.pull();
      var task = new Task.FetchImage(container.spec().text("image"), pull);
      steps.add(new Step(purpose, container.name(), task));
    }
  }

  private void start(ContainerLife container) {
    if (container.image().isEmpty()) {
      image(container, false);
      return;
    }
    if (life.underWay().has(Step.Purpose.START, container.name())) {
      return;
    }
    Surroundings.Up up = life.surroundings().up().orElseThrow();
    Planned<ContainerPlan> planned =
        new ContainerPlans(life.wanted(), settings.here(), up.address())
            .plan(container.spec(), container.id(life.wanted()), container.image().orElseThrow());
    switch (planned) {
      case Planned.Ready<ContainerPlan>(ContainerPlan plan) ->
          propose(new Step(Step.Purpose.START, container.name(), new Task.Start(up.plan(), plan)));
      case Planned.Blocked<ContainerPlan>(String reason, String message) -> {
        container.hold(reason, message, now);
        life.notices().once(new Notice(true, "Failed", "Error: " + message));
      }
    }
  }

  /// Of each container the run before the present one is kept, for its log and its end.
  private void removeStale(ContainerLife container) {
    for (ContainerId run : life.surroundings().runs()) {
      if (run.name().equals(container.name()) && run.attempt() < container.attempt() - 1) {
        remove(run);
      }
    }
  }

  /// Not before the pod's address is known again after a restart of the agent.
  private void probe(ContainerLife container) {
    if (life.surroundings().up().isEmpty()) {
      return;
    }
    if (!(container.stage() instanceof Stage.Running running) || !running.settled()) {
      return;
    }
    for (ProbePlan plan : container.probes().due(now)) {
      ask(Asking.purpose(plan.kind()), container, plan.action(), plan.timeout());
    }
  }

  /// When something becomes due by itself.
  Optional<Instant> wake() {
    Stream<Instant> waiting =
        life.containers().stream()
            .flatMap(c ->
                switch (c.stage()) {
                  case Stage.Waiting w -> Stream.of(w.due());
                  case Stage.Running _ -> c.probes().wake().stream();
                  case Stage.Stopping _, Stage.Exited _ -> Stream.<Instant>empty();
                });
    return Stream.of(waiting, Stream.of(life.underWay().retryDue()), life.activeDeadline().stream())
        .flatMap(s -> s)
        .filter(i -> i.isAfter(now))
        .min(Instant::compareTo);
  }
}
