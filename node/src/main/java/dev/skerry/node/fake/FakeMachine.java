package dev.skerry.node.fake;

import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PortLine;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.driver.VolumePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Runs pods in virtual time. A call returns at once and says in [#took] how long it would have
/// taken; a call that the port's contract forbids is an [AssertionError]: a second call for a pod
/// that is busy, a start before `setUp`, a run that was already started, a `remove` of what is
/// alive, a `tearDown` with runs left, and anything left at [#close].
public final class FakeMachine implements PodDriver {
  private static final Duration SET_UP_TIME = Duration.ofMillis(100);
  private static final Duration START_TIME = Duration.ofMillis(200);
  private static final Duration CLEAN_TIME = Duration.ofMillis(50);

  private static final class FakePod {
    final PodId id;
    final String address;
    final SortedMap<String, FakeRun> runs = new TreeMap<>();
    PodPlan plan;
    Instant aloneUntil = Instant.MIN;
    final SortedMap<String, Instant> stopping = new TreeMap<>();

    FakePod(PodPlan plan, String address) {
      this.id = plan.pod();
      this.plan = plan;
      this.address = address;
    }
  }

  private final FakeImages images;
  private final SortedMap<Uid, FakePod> pods = new TreeMap<>();
  private final SortedSet<String> durable = new TreeSet<>();
  private final List<ContainerId> started = new ArrayList<>();
  private Instant now;
  private Duration took = Duration.ZERO;
  private int addresses;
  private boolean closed;

  public FakeMachine(FakeImages images, Instant now) {
    this.images = images;
    this.now = now;
  }

  /// Virtual time never goes back.
  public void at(Instant time) {
    require(!time.isBefore(now), "time goes back from " + now + " to " + time);
    now = time;
  }

  /// How long the last call would have taken.
  public Duration took() {
    return took;
  }

  /// When what [#observe] shows changes next by itself.
  public Optional<Instant> nextChange() {
    return pods.values().stream()
        .flatMap(p -> p.runs.values().stream())
        .flatMap(r -> r.nextChange(now).stream())
        .min(Comparator.naturalOrder());
  }

  /// Every run that was ever started here, in order.
  public List<ContainerId> started() {
    return List.copyOf(started);
  }

  /// Claims of durable volumes that were ever used here.
  public SortedSet<String> durable() {
    return new TreeSet<>(durable);
  }

  /// The plan of a run, for looking at what the agent resolved.
  public Optional<ContainerPlan> plan(ContainerId id) {
    return run(id).map(FakeRun::plan);
  }

  /// The plan a pod was last set up with.
  public Optional<PodPlan> plan(Uid pod) {
    return Optional.ofNullable(pods.get(pod)).map(p -> p.plan);
  }

  /// The agent's calls are cut off; what runs goes on.
  public void agentCrash() {
    for (FakePod pod : pods.values()) {
      pod.aloneUntil = Instant.MIN;
      pod.stopping.clear();
    }
  }

  /// Everything but durable volumes and images is gone.
  public void powerCut() {
    pods.clear();
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new AssertionError(complaint);
    }
  }

  private Optional<FakeRun> run(ContainerId id) {
    return Optional.ofNullable(pods.get(id.pod())).map(p -> p.runs.get(id.toString()));
  }

  private void alone(FakePod pod, String call, Duration time) {
    require(!closed, call + " after close");
    require(!now.isBefore(pod.aloneUntil), call + " while another call for " + pod.id + " runs");
    require(
        pod.stopping.values().stream().noneMatch(now::isBefore),
        call + " while a stop for " + pod.id + " runs");
    pod.aloneUntil = now.plus(time);
    took = time;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Refused> check(PodPlan pod, List<ContainerPlan> containers) {
    return pod.hostPid()
        ? List.of(new Refused("spec.hostPID", "NeedsContainerDriver", "there is no host here"))
        : List.of();
  }

  @Override
  public String setUp(PodPlan plan) {
    FakePod pod = pods.get(plan.pod().uid());
    if (pod == null) {
      addresses++;
      String address = "10.64." + addresses / 250 + "." + (1 + addresses % 250);
      pod = new FakePod(plan, plan.hostNetwork() ? "" : address);
      pods.put(plan.pod().uid(), pod);
    }
    alone(pod, "setUp", SET_UP_TIME);
    pod.plan = plan;
    for (VolumePlan volume : plan.volumes()) {
      if (volume instanceof VolumePlan.Durable(String _, String claim)) {
        durable.add(claim);
      }
    }
    return pod.address;
  }

  @Override
  public void start(ContainerPlan plan) throws DriverFailure {
    FakePod pod = pods.get(plan.pod().uid());
    if (pod == null) {
      throw new AssertionError("start of " + plan.id() + " before setUp");
    }
    alone(pod, "start", START_TIME);
    require(!pod.runs.containsKey(plan.id().toString()), plan.id() + " was started before");
    for (FakeRun run : pod.runs.values()) {
      boolean same = run.plan().id().name().equals(plan.id().name());
      require(!same || run.over(now), plan.id() + " started beside " + run.plan().id());
    }
    Behaviour behaviour = images.behaviour(plan.image().reference());
    if (!behaviour.starts()) {
      throw new DriverFailure("RuntimeFailed", "exec: no such file: " + plan.argv());
    }
    pod.runs.put(plan.id().toString(), new FakeRun(plan, behaviour, now.plus(START_TIME)));
    started.add(plan.id());
  }

  @Override
  public List<Observation> observe() {
    return pods.values().stream()
        .flatMap(p -> p.runs.values().stream())
        .map(r -> r.observe(now))
        .toList();
  }

  /// Virtual time tells when: see [#nextChange].
  @Override
  public void onChange(Runnable listener) {}

  @Override
  public void stop(ContainerId id, String signal, Duration grace) {
    took = Duration.ZERO;
    FakePod pod = pods.get(id.pod());
    Optional<FakeRun> run = run(id);
    if (pod == null || run.isEmpty()) {
      return;
    }
    require(!now.isBefore(pod.aloneUntil), "stop while another call for " + pod.id + " runs");
    Instant before = pod.stopping.getOrDefault(id.toString(), Instant.MIN);
    require(!now.isBefore(before), "stop while another stop of " + id + " runs");
    require(signal.startsWith("SIG"), "'" + signal + "' is no signal");
    Instant end = run.get().stop(grace, now);
    pod.stopping.put(id.toString(), end);
    took = end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
  }

  @Override
  public void remove(ContainerId id) {
    FakePod pod = pods.get(id.pod());
    if (pod != null) {
      alone(pod, "remove", CLEAN_TIME);
      run(id).ifPresent(r -> require(r.over(now), "remove of " + id + ", which is alive"));
      pod.runs.remove(id.toString());
    }
  }

  @Override
  public void tearDown(PodId id) {
    FakePod pod = pods.get(id.uid());
    if (pod != null) {
      alone(pod, "tearDown", CLEAN_TIME);
      require(pod.runs.isEmpty(), "tearDown of " + id + " with runs left");
      pods.remove(id.uid());
    }
  }

  @Override
  public List<PodId> pods() {
    return pods.values().stream().map(p -> p.id).toList();
  }

  @Override
  public ExecSession exec(ExecRequest request) throws DriverFailure {
    throw new DriverFailure("NotSupported", "the fake machine runs no commands");
  }

  @Override
  public ExecSession attach(ContainerId container, boolean stdin) throws DriverFailure {
    throw new DriverFailure("NotSupported", "nothing is said in the fake machine");
  }

  @Override
  public PortLine dial(PodId pod, int port) throws DriverFailure {
    throw new DriverFailure("NotSupported", "nothing listens in the fake machine");
  }

  @Override
  public Path log(ContainerId container) {
    return Path.of("/fake", container.toString());
  }

  @Override
  public void close() {
    require(pods.isEmpty(), "left behind: " + pods());
    closed = true;
  }
}
