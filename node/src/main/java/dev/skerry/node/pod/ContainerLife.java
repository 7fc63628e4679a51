package dev.skerry.node.pod;

import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.plan.ActionPlans;
import dev.skerry.node.plan.ContainerPlans;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.probe.ContainerProbes;
import dev.skerry.node.work.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One container of a pod through all its runs. Confined to the agent.
final class ContainerLife {
  enum Role {
    /// Runs to its end before the next container starts.
    INIT,
    /// An init container with `restartPolicy: Always`: goes on beside the others.
    SIDECAR,
    MAIN
  }

  private final Role role;
  private final PodSettings settings;
  private Obj spec;
  private int attempt;
  private Stage stage;
  private Optional<Exit> previous = Optional.empty();
  private int crashesInRow;
  private int failedPulls;
  private Optional<ImageInfo> image = Optional.empty();
  private String startedImage = "";
  private String imageId = "";
  private boolean imageAsked;
  private boolean replaced;
  private ContainerProbes probes = new ContainerProbes(List.of(), Instant.EPOCH);

  ContainerLife(Role role, Obj spec, PodSettings settings, Instant now) {
    this.role = role;
    this.spec = spec;
    this.settings = settings;
    this.stage = new Stage.Waiting("ContainerCreating", "", now);
  }

  /// Init containers first, in their order.
  static List<ContainerLife> all(WantedPod pod, PodSettings settings, Instant now) {
    var all = new ArrayList<ContainerLife>();
    for (Obj spec : pod.initContainers()) {
      boolean stays = spec.text("restartPolicy").equals("Always");
      all.add(new ContainerLife(stays ? Role.SIDECAR : Role.INIT, spec, settings, now));
    }
    pod.containers().forEach(spec -> all.add(new ContainerLife(Role.MAIN, spec, settings, now)));
    return List.copyOf(all);
  }

  Role role() {
    return role;
  }

  Obj spec() {
    return spec;
  }

  String name() {
    return spec.text("name");
  }

  int attempt() {
    return attempt;
  }

  Stage stage() {
    return stage;
  }

  Optional<Exit> previous() {
    return previous;
  }

  /// Of the run that is or is about to be.
  Optional<ImageInfo> image() {
    return image;
  }

  /// Digest of the last image that was found for it, empty before.
  String imageId() {
    return imageId;
  }

  ContainerProbes probes() {
    return probes;
  }

  boolean imageAsked() {
    return imageAsked;
  }

  ContainerId id(WantedPod pod) {
    return new ContainerId(pod.uid(), name(), attempt);
  }

  boolean alive() {
    return stage instanceof Stage.Running || stage instanceof Stage.Stopping;
  }

  /// Runs, its postStart hook is done and its startup probe succeeded.
  boolean started() {
    return stage instanceof Stage.Running running && running.settled() && probes.started();
  }

  boolean ready() {
    return started() && probes.ready();
  }

  Optional<Exit> exit() {
    return stage instanceof Stage.Exited(Exit exit) ? Optional.of(exit) : Optional.empty();
  }

  Task.Pull pull() {
    return switch (spec.string("imagePullPolicy").orElseGet(() -> customPull(spec.text("image")))) {
      case "Always" -> Task.Pull.ALWAYS;
      case "Never" -> Task.Pull.NEVER;
      default -> Task.Pull.IF_ABSENT;
    };
  }

  private static String customPull(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean newest = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    return newest ? "Always" : "IfNotPresent";
  }

  /// The spec changed; answers whether a running container has to be replaced.
  boolean respec(Obj changed) {
    spec = changed;
    return alive() && !startedImage.isEmpty() && !startedImage.equals(changed.text("image"));
  }

  /// Takes over what the driver shows when the agent first looks.
  ///
  /// @param status this container's in the last reported pod status; empty when there is none
  void adopt(List<Observation> seen, Obj status, Instant now) {
    imageId = status.text("imageID");
    if (seen.isEmpty()) {
      adoptLost(status, now);
      return;
    }
    Observation newest = seen.getLast();
    attempt = newest.id().attempt();
    crashesInRow = attempt;
    startedImage = status.text("image");
    if (seen.size() > 1
        && seen.get(seen.size() - 2).state() instanceof Observation.State.Exited exited) {
      previous = Optional.of(Exit.of(seen.get(seen.size() - 2).handle(), exited));
    }
    switch (newest.state()) {
      case Observation.State.Created() -> {
        // The agent died while it started this run: whether it comes up nobody waits to see.
        stage = new Stage.Running(newest.handle(), now, true);
        replace(now);
        hooked();
      }
      case Observation.State.Running(Instant started) -> {
        running(newest.handle(), started, true);
        probes.adopt(status.isTrue("started"), status.isTrue("ready"));
      }
      case Observation.State.Exited exited ->
          stage = new Stage.Exited(Exit.of(newest.handle(), exited));
    }
  }

  /// Nothing is there. If it ran before, the node lost its power or its runtime: the next run goes
  /// on counting.
  private void adoptLost(Obj status, Instant now) {
    long ran = status.integer("restartCount").orElse(0);
    Obj was = status.obj("state", "running");
    if (status.text("containerID").isEmpty()) {
      return;
    }
    if (!was.isEmpty()) {
      Instant started = was.string("startedAt").map(Instant::parse).orElse(now);
      previous =
          Optional.of(
              new Exit(
                  status.text("containerID"),
                  255,
                  0,
                  "Unknown",
                  "the node restarted",
                  started,
                  now));
    }
    waitFor((int) ran + 1, "ContainerCreating", now);
  }

  private void waitFor(int nextAttempt, String reason, Instant due) {
    attempt = nextAttempt;
    stage = new Stage.Waiting(reason, "", due);
    forgetImage();
  }

  private void forgetImage() {
    image = Optional.empty();
    imageAsked = false;
  }

  /// Waits on, for another reason.
  void hold(String reason, String message, Instant due) {
    stage = new Stage.Waiting(reason, message, due);
  }

  void imageFound(ImageInfo found) {
    image = Optional.of(found);
    imageId = found.digest();
    imageAsked = true;
    failedPulls = 0;
  }

  void imageNotFound() {
    imageAsked = true;
  }

  void pullFailed(String reason, String message, Instant now) {
    failedPulls++;
    Duration delay = settings.image().after(failedPulls);
    boolean again = failedPulls > 1 && reason.equals("ErrImagePull");
    hold(
        again ? "ImagePullBackOff" : reason,
        again ? "Back-off pulling image \"" + spec.text("image") + "\": " + message : message,
        now.plus(delay));
  }

  void runningSince(Instant started, boolean settled) {
    startedImage = spec.text("image");
    running("", started, settled);
  }

  private void running(String handle, Instant started, boolean settled) {
    stage = new Stage.Running(handle, started, settled);
    probes = new ContainerProbes(ActionPlans.probes(spec), started);
  }

  void settle() {
    if (stage instanceof Stage.Running(String handle, Instant started, boolean _)) {
      stage = new Stage.Running(handle, started, true);
    }
  }

  /// Begins to stop a running container, or brings the kill nearer.
  void stop(Instant deadline) {
    switch (stage) {
      case Stage.Running(String handle, Instant started, boolean _) -> {
        boolean hooked = ActionPlans.hook(spec, "preStop").isEmpty();
        stage = new Stage.Stopping(handle, started, deadline, hooked, false);
      }
      case Stage.Stopping s when deadline.isBefore(s.deadline()) ->
          stage = new Stage.Stopping(s.handle(), s.started(), deadline, s.hooked(), s.stopped());
      case Stage.Stopping _, Stage.Waiting _, Stage.Exited _ -> {}
    }
  }

  void hooked() {
    if (stage instanceof Stage.Stopping s) {
      stage = new Stage.Stopping(s.handle(), s.started(), s.deadline(), true, s.stopped());
    }
  }

  void stopped() {
    if (stage instanceof Stage.Stopping s) {
      stage = new Stage.Stopping(s.handle(), s.started(), s.deadline(), s.hooked(), true);
    }
  }

  String stopSignal() {
    return ContainerPlans.stopSignal(spec, image.map(ImageInfo::stopSignal).orElse(""));
  }

  /// What the driver shows of a run that is alive for us.
  ///
  /// @param seen of the present attempt; empty when it is not there any more
  void observe(Optional<Observation> seen, Instant now) {
    if (!alive()) {
      return;
    }
    if (seen.isEmpty()) {
      stage = new Stage.Exited(vanished(now));
      return;
    }
    String handle = seen.get().handle();
    switch (seen.get().state()) {
      case Observation.State.Created() -> {
        if (stage instanceof Stage.Stopping stopping && stopping.stopped()) {
          stage = new Stage.Exited(vanished(now));
        }
      }
      case Observation.State.Exited exited -> stage = new Stage.Exited(Exit.of(handle, exited));
      case Observation.State.Running(Instant started) ->
          stage =
              switch (stage) {
                case Stage.Running r -> new Stage.Running(handle, started, r.settled());
                case Stage.Stopping s ->
                    new Stage.Stopping(handle, started, s.deadline(), s.hooked(), false);
                case Stage.Waiting w -> w;
                case Stage.Exited e -> e;
              };
    }
  }

  private Exit vanished(Instant now) {
    Instant started =
        switch (stage) {
          case Stage.Running r -> r.started();
          case Stage.Stopping s -> s.started();
          case Stage.Waiting _, Stage.Exited _ -> now;
        };
    return new Exit(
        "",
        Exit.VANISHED,
        0,
        "ContainerStatusUnknown",
        "the container was not there any more and nobody saw it end",
        started,
        now);
  }

  /// The driver could not start the run: it counts as one that ended at once.
  void startFailed(String reason, String message, Instant now) {
    boolean cannotRun = reason.equals("ContainerCannotRun");
    stage =
        new Stage.Exited(
            new Exit(
                "",
                cannotRun ? Exit.CANNOT_RUN : Exit.NOT_STARTED,
                0,
                cannotRun ? reason : "StartError",
                message,
                now,
                now));
  }

  /// Stops it so that it comes back with its changed spec, which is no crash.
  void replace(Instant deadline) {
    stop(deadline);
    replaced = true;
  }

  /// It comes back whatever the restart policy says.
  boolean replaced() {
    return replaced;
  }

  /// From Exited to waiting for the next run. Answers how long it backs off, zero for at once.
  Duration restart(Exit exit, Instant now) {
    previous = Optional.of(exit);
    boolean fresh = replaced || exit.ran().compareTo(settings.crashReset()) >= 0;
    crashesInRow = fresh ? 1 : crashesInRow + 1;
    replaced = false;
    Duration delay = crashesInRow == 1 ? Duration.ZERO : settings.crash().after(crashesInRow - 1);
    Instant due = exit.ended(now).plus(delay);
    waitFor(attempt + 1, delay.isZero() ? "ContainerCreating" : "CrashLoopBackOff", due);
    return delay;
  }

  /// Runs once more although it had ended well, because the pod's surroundings were lost.
  void again(Exit exit, Instant now) {
    previous = Optional.of(exit);
    waitFor(attempt + 1, "PodInitializing", now);
  }
}
