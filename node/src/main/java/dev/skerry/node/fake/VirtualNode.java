package dev.skerry.node.fake;

import dev.skerry.model.meta.Uid;
import dev.skerry.node.agent.Agent;
import dev.skerry.node.agent.Effect;
import dev.skerry.node.agent.Input;
import dev.skerry.node.agent.Settings;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.work.Outcome;
import dev.skerry.node.work.Performer;
import dev.skerry.node.work.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/// An agent on a fake machine, in virtual time and one thread: the process around the agent as
/// [Performer] describes it, without the threads.
public final class VirtualNode {
  private static final Duration PULL_TIME = Duration.ofSeconds(1);

  private record Ending(Instant at, long task, Outcome outcome) {}

  private final Agent agent;
  private final FakeImages images = new FakeImages();
  private final FakeProber prober = new FakeProber();
  private final FakeMachine machine;
  private final Performer performer;
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparing(Ending::at).thenComparingLong(Ending::task));
  private final List<Effect> told = new ArrayList<>();
  private SortedMap<Uid, WantedPod> wanted = new TreeMap<>();
  private Optional<Instant> wake = Optional.empty();
  private Instant now;

  public VirtualNode(Settings settings, Instant now) {
    this.agent = new Agent(settings);
    this.machine = new FakeMachine(images, now);
    this.performer = new Performer(machine, images, prober);
    this.now = now;
  }

  public FakeMachine machine() {
    return machine;
  }

  public FakeImages images() {
    return images;
  }

  public FakeProber prober() {
    return prober;
  }

  public Agent agent() {
    return agent;
  }

  public Instant now() {
    return now;
  }

  /// Gives the agent all pods of this node.
  public void want(SortedMap<Uid, WantedPod> pods) {
    wanted = new TreeMap<>(pods);
    observe();
    feed(new Input.Wanted(wanted));
  }

  /// Reports, events and departures since it was asked last.
  public List<Effect> take() {
    List<Effect> taken = List.copyOf(told);
    told.clear();
    return taken;
  }

  /// When something happens next by itself.
  public Optional<Instant> nextDue() {
    var next = new ArrayList<Instant>();
    wake.ifPresent(next::add);
    machine.nextChange().ifPresent(next::add);
    Optional.ofNullable(endings.peek()).map(Ending::at).ifPresent(next::add);
    return next.stream().min(Comparator.naturalOrder());
  }

  /// Lives through everything up to and including that moment.
  public void runUntil(Instant end) {
    Optional<Instant> due = nextDue();
    while (due.isPresent() && !due.get().isAfter(end)) {
      at(due.get());
      happen();
      due = nextDue();
    }
    at(end);
  }

  public void runFor(Duration time) {
    runUntil(now.plus(time));
  }

  private void at(Instant time) {
    if (time.isAfter(now)) {
      now = time;
      machine.at(now);
    }
  }

  private void happen() {
    wake = wake.filter(at -> at.isAfter(now));
    Ending next = endings.peek();
    if (next != null && !next.at().isAfter(now)) {
      endings.remove();
      feed(new Input.Done(next.task(), next.outcome()));
    }
    observe();
  }

  private void observe() {
    feed(new Input.Observed(machine.observe(), machine.pods()));
  }

  private void feed(Input input) {
    for (Effect effect : agent.on(input, now)) {
      switch (effect) {
        case Effect.Run(long id, Task task) -> perform(id, task);
        case Effect.WakeAt(Instant at) -> wake = Optional.of(at);
        case Effect.Report report -> told.add(report);
        case Effect.Event event -> told.add(event);
        case Effect.Gone gone -> told.add(gone);
      }
    }
  }

  private void perform(long id, Task task) {
    int pulls = images.pulls();
    Outcome outcome = performer.perform(task);
    Duration took =
        switch (task) {
          case Task.FetchImage _ -> images.pulls() == pulls ? Duration.ZERO : PULL_TIME;
          case Task.Ask _ -> prober.took();
          case Task.SetUp _, Task.Start _, Task.Stop _, Task.Remove _, Task.TearDown _ ->
              machine.took();
        };
    endings.add(new Ending(now.plus(took), id, outcome));
  }

  /// The agent's process dies and begins again; containers go on.
  public void agentCrash() {
    SortedMap<Uid, WantedPod> kept = wanted;
    agentDies();
    agentBegins(kept);
  }

  /// The machine loses its power and boots.
  ///
  /// @param kept the pods as the agent's local store still has them
  public void powerCut(SortedMap<Uid, WantedPod> kept) {
    powerFails();
    agentBegins(kept);
  }

  /// The agent's process is gone until [#agentBegins]; containers go on.
  public void agentDies() {
    machine.agentCrash();
    forget();
  }

  /// The machine is off until [#agentBegins].
  public void powerFails() {
    machine.powerCut();
    forget();
  }

  private void forget() {
    endings.clear();
    told.clear();
    wake = Optional.empty();
    feed(new Input.Restarted());
  }

  /// @param kept the pods as the agent's local store has them
  public void agentBegins(SortedMap<Uid, WantedPod> kept) {
    wanted = new TreeMap<>(kept);
    feed(new Input.Wanted(wanted));
    observe();
  }
}
