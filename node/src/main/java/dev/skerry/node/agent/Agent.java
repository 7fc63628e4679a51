package dev.skerry.node.agent;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.pod.Notice;
import dev.skerry.node.pod.PodLife;
import dev.skerry.node.pod.Step;
import dev.skerry.node.work.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs the pods of one node. A machine: feed it inputs in order, from one thread, and perform what
/// it answers. It does nothing before it was told both what is wanted and what is there.
public final class Agent {
  private record UnderWay(Uid pod, Step step) {}

  private static final Comparator<Observation> BY_RUN =
      Comparator.comparing((Observation o) -> o.id().name())
          .thenComparingInt(o -> o.id().attempt());

  private final Settings settings;
  private final SortedMap<Uid, PodLife> lives = new TreeMap<>();
  private final SortedMap<Uid, Obj> reported = new TreeMap<>();
  private final SortedMap<Uid, PodId> over = new TreeMap<>();
  private final SortedMap<Long, UnderWay> underWay = new TreeMap<>();
  private Optional<SortedMap<Uid, WantedPod>> wanted = Optional.empty();
  private Optional<Input.Observed> seen = Optional.empty();
  private Optional<Instant> wake = Optional.empty();
  private long lastTask;

  public Agent(Settings settings) {
    this.settings = settings;
  }

  public List<Effect> on(Input input, Instant now) {
    switch (input) {
      case Input.Wanted(var pods) -> want(pods, now);
      case Input.Observed observed -> observe(observed, now);
      case Input.Done(long task, Outcome outcome) -> done(task, outcome, now);
      case Input.Tick() -> {}
      case Input.Restarted() -> forget();
    }
    return wanted.isPresent() && seen.isPresent() ? decide(now) : List.of();
  }

  /// The status of each pod as it was last reported.
  public SortedMap<Uid, Obj> reported() {
    return new TreeMap<>(reported);
  }

  private void forget() {
    lives.clear();
    reported.clear();
    over.clear();
    underWay.clear();
    wanted = Optional.empty();
    seen = Optional.empty();
    wake = Optional.empty();
  }

  private void want(SortedMap<Uid, WantedPod> pods, Instant now) {
    wanted = Optional.of(new TreeMap<>(pods));
    lives.forEach((uid, life) -> {
      WantedPod pod = pods.get(uid);
      if (pod == null) {
        life.release(now);
      } else if (!pod.equals(life.wanted())) {
        life.want(pod, now);
      }
    });
    meet(now);
  }

  private void observe(Input.Observed observed, Instant now) {
    seen = Optional.of(observed);
    lives.values().forEach(life -> show(life, now));
    meet(now);
  }

  private void show(PodLife life, Instant now) {
    Input.Observed shown = seen.orElseThrow();
    Uid uid = life.wanted().uid();
    life.observe(runs(shown, uid), there(shown, uid), now);
  }

  private static List<Observation> runs(Input.Observed observed, Uid pod) {
    return observed.runs().stream().filter(o -> o.id().pod().equals(pod)).sorted(BY_RUN).toList();
  }

  private static boolean there(Input.Observed observed, Uid pod) {
    return observed.pods().stream().anyMatch(p -> p.uid().equals(pod))
        || observed.runs().stream().anyMatch(o -> o.id().pod().equals(pod));
  }

  /// Makes a life for every pod that is wanted or there and has none yet.
  private void meet(Instant now) {
    if (wanted.isEmpty() || seen.isEmpty()) {
      return;
    }
    over.keySet().removeIf(uid -> !wanted.get().containsKey(uid) && !there(seen.get(), uid));
    wanted
        .get()
        .forEach((uid, pod) -> {
          if (!lives.containsKey(uid) && !over.containsKey(uid)) {
            begin(pod, now);
          }
        });
    for (PodId pod : seen.get().pods()) {
      Uid uid = pod.uid();
      if (!lives.containsKey(uid) && !wanted.get().containsKey(uid) && !over.containsKey(uid)) {
        begin(Orphans.pod(pod, runs(seen.get(), pod.uid())), now);
      }
    }
  }

  private void begin(WantedPod pod, Instant now) {
    var life = new PodLife(pod, settings.pods(), now);
    lives.put(pod.uid(), life);
    show(life, now);
  }

  private void done(long task, Outcome outcome, Instant now) {
    UnderWay ended = underWay.remove(task);
    PodLife life = ended == null ? null : lives.get(ended.pod());
    if (ended != null && life != null) {
      life.done(ended.step(), outcome, now);
    }
  }

  private List<Effect> decide(Instant now) {
    var effects = new ArrayList<Effect>();
    for (var entry : lives.entrySet()) {
      PodLife life = entry.getValue();
      life.settle(now);
      begin(entry.getKey(), life, now, effects);
      tell(entry.getKey(), life, now, effects);
    }
    lives.values().removeIf(PodLife::gone);
    wakeAt(now, effects);
    return effects;
  }

  private void begin(Uid uid, PodLife life, Instant now, List<Effect> effects) {
    for (Step step : life.steps(now)) {
      if (free(step.purpose().lane())) {
        lastTask++;
        underWay.put(lastTask, new UnderWay(uid, step));
        life.began(step, now);
        effects.add(new Effect.Run(lastTask, step.task()));
      }
    }
  }

  private boolean free(Step.Lane lane) {
    long busy = underWay.values().stream().filter(u -> u.step().purpose().lane() == lane).count();
    return busy < settings.most(lane);
  }

  private void tell(Uid uid, PodLife life, Instant now, List<Effect> effects) {
    PodId pod = life.wanted().id();
    for (Notice notice : life.takeNotices()) {
      String type = notice.warning() ? "Warning" : "Normal";
      effects.add(new Effect.Event(pod, type, notice.reason(), notice.message()));
    }
    boolean known = wanted.orElseThrow().containsKey(uid);
    Obj status = life.status(now);
    if (known && !status.equals(reported.put(uid, status))) {
      effects.add(new Effect.Report(uid, status));
    }
    if (life.gone()) {
      reported.remove(uid);
      over.put(uid, pod);
      effects.add(new Effect.Gone(pod));
    }
  }

  private void wakeAt(Instant now, List<Effect> effects) {
    Optional<Instant> next =
        lives.values().stream()
            .flatMap(life -> life.wake(now).stream())
            .min(Comparator.naturalOrder());
    if (!next.equals(wake)) {
      next.ifPresent(at -> effects.add(new Effect.WakeAt(at)));
    }
    wake = next;
  }
}
