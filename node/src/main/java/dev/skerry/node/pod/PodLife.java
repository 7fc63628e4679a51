package dev.skerry.node.pod;

import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.plan.ActionPlans;
import dev.skerry.node.plan.FieldCheck;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.probe.Prober.Answer;
import dev.skerry.node.work.Outcome;
import dev.skerry.node.work.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One pod from the moment it is wanted (or found) to the moment nothing of it is left. Remembers
/// nothing that the driver or the pod's last reported status could not tell again, so an agent that
/// restarts makes a new one and goes on. Confined to the agent.
public final class PodLife {
  /// Why the pod as a whole failed; both may be empty.
  record Failure(String reason, String message) {}

  private static final List<String> FINAL_PHASES = List.of("Succeeded", "Failed");

  private final PodSettings settings;
  private final List<ContainerLife> containers;
  private final UnderWay underWay = new UnderWay();
  private final Notices notices = new Notices();
  private final Surroundings surroundings;
  private final PodStatus status;
  private WantedPod wanted;
  private List<Refused> refused = List.of();
  private Optional<Failure> failure = Optional.empty();
  private Optional<Obj> finalStatus = Optional.empty();
  private Optional<Instant> closeBy = Optional.empty();
  private boolean ending;
  private boolean gone;
  private boolean adopted;
  private boolean initialized;

  public PodLife(WantedPod wanted, PodSettings settings, Instant now) {
    this.wanted = wanted;
    this.settings = settings;
    this.surroundings = new Surroundings(wanted, settings.here());
    this.containers = ContainerLife.all(wanted, settings, now);
    this.status = new PodStatus(this, now);
    refuse(FieldCheck.check(wanted), now);
  }

  /// The pod or something it refers to changed.
  public void want(WantedPod changed, Instant now) {
    boolean same =
        changed.spec().equals(wanted.spec())
            && changed.meta().labels().equals(wanted.meta().labels())
            && changed.meta().annotations().equals(wanted.meta().annotations())
            && changed.configMaps().equals(wanted.configMaps())
            && changed.secrets().equals(wanted.secrets());
    wanted = changed;
    if (!same) {
      surroundings.replan(wanted, settings.here());
      containers.forEach(container -> respec(container, now));
      List<Refused> fields = FieldCheck.check(wanted);
      if (!fields.equals(refused)) {
        refuse(fields, now);
      }
    }
    settle(now);
  }

  private void respec(ContainerLife container, Instant now) {
    for (Obj spec : wanted.allContainers()) {
      if (spec.text("name").equals(container.name()) && container.respec(spec)) {
        notices.add(
            new Notice(
                false,
                "Killing",
                "Container " + container.name() + " definition changed, will be restarted"));
        container.replace(now.plusSeconds(wanted.graceSeconds()));
      }
    }
  }

  /// Nobody wants it any more: it ends, with its usual grace.
  public void release(Instant now) {
    end(now, wanted.deletionGraceSeconds());
    settle(now);
  }

  private void end(Instant now, long graceSeconds) {
    Instant deadline = now.plusSeconds(graceSeconds);
    closeBy = Optional.of(closeBy.filter(deadline::isAfter).orElse(deadline));
    ending = true;
  }

  /// What the driver shows of this pod.
  ///
  /// @param seen sorted by container and attempt
  /// @param there the driver has anything of it
  public void observe(List<Observation> seen, boolean there, Instant now) {
    surroundings.seen(seen.stream().map(Observation::id).toList(), there);
    if (adopted) {
      containers.forEach(c -> observe(c, seen, now));
    } else {
      adopt(seen, now);
    }
    if (!there && surroundings.up().isPresent() && underWay.none(Step.Lane.ALONE)) {
      lost(now);
    }
    settle(now);
  }

  private void adopt(List<Observation> seen, Instant now) {
    adopted = true;
    if (FINAL_PHASES.contains(wanted.status().text("phase"))) {
      finalStatus = Optional.of(wanted.status());
    }
    for (ContainerLife container : containers) {
      List<Observation> mine = of(container, seen);
      container.adopt(mine, status.reported(container), now);
      if (container.role() == ContainerLife.Role.MAIN && !mine.isEmpty()) {
        initialized = true;
      }
    }
    holdRefused(now);
  }

  private static List<Observation> of(ContainerLife container, List<Observation> seen) {
    return seen.stream()
        .filter(o -> o.id().name().equals(container.name()))
        .sorted(Comparator.comparingInt(o -> o.id().attempt()))
        .toList();
  }

  private void observe(ContainerLife container, List<Observation> seen, Instant now) {
    if (!underWay.has(Step.Purpose.START, container.name())) {
      Optional<Observation> mine =
          of(container, seen).stream()
              .filter(o -> o.id().attempt() == container.attempt())
              .findFirst();
      container.observe(mine, now);
    }
  }

  private void lost(Instant now) {
    surroundings.lost();
    initialized = false;
    notices.add(new Notice(true, "SandboxChanged", "Pod's surroundings are gone; made again"));
    for (ContainerLife container : containers) {
      if (container.role() == ContainerLife.Role.INIT) {
        container.exit().ifPresent(exit -> container.again(exit, now));
      }
    }
  }

  /// Decides what the present facts mean: restarts, failure, the end.
  public void settle(Instant now) {
    if (!adopted) {
      return;
    }
    if (wanted.meta().deleting()) {
      end(now, wanted.deletionGraceSeconds());
    }
    activeDeadline().filter(d -> !now.isBefore(d)).ifPresent(_ -> exceed(now));
    for (ContainerLife container : containers) {
      container.exit().ifPresent(exit -> afterExit(container, exit, now));
    }
    if (closing()) {
      closeBy = closeBy.or(() -> Optional.of(now.plusSeconds(wanted.graceSeconds())));
      restarts().close(closeBy.orElseThrow());
    }
    gone |= ending && surroundings.nothing() && !alive() && underWay.quiet();
  }

  /// A container runs, or may: one that is being started comes up first when the pod ends
  /// meanwhile.
  boolean alive() {
    return underWay.starts() || containers.stream().anyMatch(ContainerLife::alive);
  }

  Optional<Instant> activeDeadline() {
    long seconds = wanted.spec().integer("activeDeadlineSeconds").orElse(Long.MAX_VALUE);
    return seconds == Long.MAX_VALUE || closing()
        ? Optional.empty()
        : Optional.of(status.startTime().plusSeconds(seconds));
  }

  private void exceed(Instant now) {
    String message = "Pod was active on the node longer than the specified deadline";
    failure = Optional.of(new Failure("DeadlineExceeded", message));
    notices.add(new Notice(false, "DeadlineExceeded", message));
    closeBy = Optional.of(now.plusSeconds(wanted.graceSeconds()));
  }

  private void afterExit(ContainerLife container, Exit exit, Instant now) {
    if (!closing() && restarts().restarts(container, exit)) {
      restarts().again(container, exit, now);
    } else if (container.role() == ContainerLife.Role.INIT && !exit.well() && failure.isEmpty()) {
      failure = Optional.of(new Failure("", ""));
    }
  }

  private Restarts restarts() {
    return new Restarts(wanted, containers, notices);
  }

  /// No container is started any more.
  boolean closing() {
    return ending || failure.isPresent() || finalStatus.isPresent() || restarts().mainsDone();
  }

  /// What to do next. Each step that is really begun is to be marked with [#began] at once.
  public List<Step> steps(Instant now) {
    return adopted && !gone ? new PodSteps(this, settings, now).all() : List.of();
  }

  public void began(Step step, Instant now) {
    underWay.began(step);
    switch (step.purpose()) {
      case FETCH_IMAGE -> {
        if (step.task() instanceof Task.FetchImage(var reference, var pull)
            && pull == Task.Pull.ALWAYS) {
          notices.add(new Notice(false, "Pulling", "Pulling image \"" + reference + "\""));
        }
      }
      case SET_UP -> surroundings.settingUp();
      case STARTUP_PROBE, LIVENESS_PROBE, READINESS_PROBE ->
          container(step).ifPresent(c -> c.probes().began(Asking.kind(step.purpose()), now));
      case LOOK_UP_IMAGE, START, POST_START, PRE_STOP, STOP, REMOVE, TEAR_DOWN -> {}
    }
  }

  /// A step ended. The life does not care how long it took.
  public void done(Step step, Outcome outcome, Instant now) {
    underWay.ended(step);
    switch (outcome) {
      case Outcome.Made() -> made(step, now);
      case Outcome.Image(ImageInfo image) -> {
        container(step).ifPresent(c -> c.imageFound(image));
        if (step.purpose() == Step.Purpose.FETCH_IMAGE) {
          String text = "Container image \"" + image.reference() + "\" is present on the machine";
          notices.add(new Notice(false, "Pulled", text));
        }
      }
      case Outcome.Address(String address) -> {
        if (step.task() instanceof Task.SetUp(PodPlan made)) {
          surroundings.setUp(new Surroundings.Up(made, address));
        }
      }
      case Outcome.Asked(Answer answer) ->
          container(step)
              .ifPresent(c -> new Asking(wanted, c, notices).answered(step, answer, now));
      case Outcome.CannotHonour(List<Refused> fields) -> refuse(fields, now);
      case Outcome.Failed(String reason, String message) -> failed(step, reason, message, now);
    }
    settle(now);
  }

  private void made(Step step, Instant now) {
    Optional<ContainerLife> container = container(step);
    switch (step.task()) {
      case Task.Start start when container.isPresent() -> {
        boolean settled = ActionPlans.hook(container.get().spec(), "postStart").isEmpty();
        container.get().runningSince(now, settled);
        surroundings.started(start.container().id());
        String name = container.get().name();
        notices.add(new Notice(false, "Created", "Created container: " + name));
        notices.add(new Notice(false, "Started", "Started container " + name));
      }
      case Task.Stop _ -> container.ifPresent(ContainerLife::stopped);
      case Task.Remove(ContainerId id) -> surroundings.removed(id);
      case Task.TearDown _ -> surroundings.tornDown();
      case Task.Start _, Task.SetUp _, Task.FetchImage _, Task.Ask _ -> {}
    }
  }

  private void failed(Step step, String reason, String message, Instant now) {
    Optional<ContainerLife> container = container(step);
    switch (step.purpose()) {
      case FETCH_IMAGE -> {
        container.ifPresent(c -> c.pullFailed(reason, message, now));
        notices.add(new Notice(true, "Failed", reason + ": " + message));
      }
      case LOOK_UP_IMAGE -> container.ifPresent(ContainerLife::imageNotFound);
      case START -> {
        container.ifPresent(c -> c.startFailed(reason, message, now));
        notices.add(new Notice(true, "Failed", "Error: " + message));
      }
      case SET_UP -> {
        surroundings.setUpFailed();
        retry(now, "FailedCreatePodSandBox", reason + ": " + message);
      }
      case STOP, REMOVE, TEAR_DOWN -> retry(now, "FailedKillPod", reason + ": " + message);
      case POST_START, PRE_STOP, STARTUP_PROBE, LIVENESS_PROBE, READINESS_PROBE ->
          container.ifPresent(
              c -> new Asking(wanted, c, notices).answered(step, new Answer(false, message), now));
    }
  }

  private void retry(Instant now, String reason, String message) {
    underWay.retryAt(now.plus(settings.retry()));
    notices.add(new Notice(true, reason, message));
  }

  private void refuse(List<Refused> fields, Instant now) {
    refused = fields;
    for (Refused field : fields) {
      notices.add(new Notice(true, "FailedValidation", field.field() + ": " + field.sentence()));
    }
    holdRefused(now);
  }

  private void holdRefused(Instant now) {
    for (ContainerLife container : containers) {
      if (!refused.isEmpty() && container.stage() instanceof Stage.Waiting) {
        Refused first = refused.getFirst();
        container.hold(first.reason(), first.field() + ": " + first.sentence(), now);
      }
    }
  }

  private Optional<ContainerLife> container(Step step) {
    return containers.stream().filter(c -> c.name().equals(step.container())).findFirst();
  }

  /// As the pod's status is to be reported now.
  public Obj status(Instant now) {
    return finalStatus.orElseGet(() -> status.compose(now));
  }

  /// What to tell people since it was asked last.
  public List<Notice> takeNotices() {
    return notices.take();
  }

  /// Nothing of it is left on the node.
  public boolean gone() {
    return gone;
  }

  /// When [#steps] may say something new by itself.
  public Optional<Instant> wake(Instant now) {
    return adopted && !gone ? new PodSteps(this, settings, now).wake() : Optional.empty();
  }

  public WantedPod wanted() {
    return wanted;
  }

  List<ContainerLife> containers() {
    return containers;
  }

  List<Refused> refused() {
    return refused;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  UnderWay underWay() {
    return underWay;
  }

  Notices notices() {
    return notices;
  }

  /// The pod's address as far as it is known: made, or reported before the agent restarted.
  String address() {
    return surroundings
        .up()
        .map(Surroundings.Up::address)
        .orElseGet(() -> surroundings.there() ? wanted.status().text("podIP") : "");
  }

  String hostAddress() {
    return settings.here().address();
  }

  Optional<Failure> failure() {
    return failure;
  }

  boolean ending() {
    return ending;
  }

  boolean initialized() {
    return initialized || wanted.initContainers().isEmpty();
  }

  void initializationDone() {
    initialized = true;
  }
}
