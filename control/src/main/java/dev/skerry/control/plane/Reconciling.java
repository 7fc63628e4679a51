package dev.skerry.control.plane;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.loop.Now;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.PartRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The work of the controllers: which keys are to be looked at, in the order in which they became
/// due, each at most once. Bounded by the number of controllers times objects.
///
/// What was looked at on a view that is not durable is kept in mind until it is: when that view is
/// lost, so is what came of the look, be it an object, a part, a feed's member or nothing at all.
final class Reconciling {
  /// When to look again at what the write pipeline did not let a controller do. What stands in the
  /// way, such as a quota or a policy, need not be among what the controller looks at.
  private static final Duration RETRY_WHEN_REFUSED = Duration.ofSeconds(10);

  private final List<Controller> controllers;
  private final ArrayDeque<Job> due = new ArrayDeque<>();
  private final TreeSet<Job> queued = new TreeSet<>();
  private final TreeSet<Alarm> alarms = new TreeSet<>();
  private TreeSet<Job> looked = new TreeSet<>();
  private TreeSet<Job> flying = new TreeSet<>();

  private record Job(int controller, ObjectKey key) implements Comparable<Job> {
    private static final Comparator<Job> ORDER =
        Comparator.comparingInt(Job::controller).thenComparing(Job::key);

    @Override
    public int compareTo(Job other) {
      return ORDER.compare(this, other);
    }
  }

  private record Alarm(Instant at, Job job) implements Comparable<Alarm> {
    private static final Comparator<Alarm> ORDER =
        Comparator.comparing(Alarm::at).thenComparing(Alarm::job);

    @Override
    public int compareTo(Alarm other) {
      return ORDER.compare(this, other);
    }
  }

  Reconciling(List<Controller> controllers) {
    this.controllers = List.copyOf(controllers);
  }

  /// Everything is looked at once: whatever happened while this control plane did not run.
  void start(View view) {
    for (int i = 0; i < controllers.size(); i++) {
      for (ObjectKey key : controllers.get(i).seeds(view)) {
        add(new Job(i, key));
      }
    }
    for (Entry entry : view.all()) {
      changed(
          new ObjectChange(entry.key(), entry.revision(), Optional.empty(), Optional.of(entry)),
          view);
    }
    view.parts().values().forEach(part -> changed(part.record(), view));
  }

  void changed(PartRecord part, View view) {
    for (int i = 0; i < controllers.size(); i++) {
      for (ObjectKey key : controllers.get(i).affected(part, view)) {
        add(new Job(i, key));
      }
    }
  }

  /// Asks every controller what this change concerns.
  void changed(ObjectChange change, View view) {
    for (int i = 0; i < controllers.size(); i++) {
      for (ObjectKey key : controllers.get(i).affected(change, view)) {
        add(new Job(i, key));
      }
    }
  }

  private void add(Job job) {
    if (queued.add(job)) {
      due.add(job);
    }
  }

  boolean idle() {
    return due.isEmpty();
  }

  /// Makes alarms due whose time has come.
  void tick(Instant now) {
    while (!alarms.isEmpty() && !alarms.first().at().isAfter(now)) {
      add(alarms.removeFirst().job());
    }
  }

  /// Looks at up to `limit` keys, each on the view that the plans before it left.
  void run(int limit, Supplier<View> view, Now now, Performer performer) {
    for (int i = 0; i < limit && !due.isEmpty(); i++) {
      Job job = due.removeFirst();
      queued.remove(job);
      looked.add(job);
      Controller controller = controllers.get(job.controller());
      Plan plan = controller.reconcile(view.get(), job.key(), now.wall());
      plan.again().ifPresent(at -> alarms.add(new Alarm(at, job)));
      if (!performer.carryOut(controller, plan, now)) {
        alarms.add(new Alarm(now.wall().plus(RETRY_WHEN_REFUSED), job));
      }
    }
  }

  /// Carries out a plan before the next key is looked at.
  interface Performer {
    /// Whether nothing of it was refused.
    boolean carryOut(Controller controller, Plan plan, Now now);
  }

  /// What was looked at so far is on its way to the store; before the next such call it is either
  /// durable or lost.
  void tookOff() {
    flying = looked;
    looked = new TreeSet<>();
  }

  void landed() {
    flying = new TreeSet<>();
  }

  /// Nothing is decided that is not durable.
  void settled() {
    looked.clear();
  }

  /// What is not durable is lost: whatever was looked at on it is looked at again at `at`.
  void lost(Instant at) {
    flying.forEach(job -> alarms.add(new Alarm(at, job)));
    looked.forEach(job -> alarms.add(new Alarm(at, job)));
    landed();
    settled();
  }
}
