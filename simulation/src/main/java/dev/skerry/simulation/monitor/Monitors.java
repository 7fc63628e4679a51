package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Rows;
import dev.skerry.control.state.View;
import dev.skerry.model.record.Part;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.host.Witness;
import dev.skerry.simulation.people.Oracle;
import dev.skerry.store.Change;
import java.util.List;

/// All promises of a world.
public final class Monitors implements Witness {
  private final List<Monitor> all;

  public Monitors(Oracle oracle, Pace pace) {
    this.all =
        List.of(
            new AcknowledgedWritesKept(oracle),
            new UidsOnce(),
            new OneWriterPerRecord(),
            new VersionsNeverBack(),
            new NoResurrection(),
            new NothingEndsWithoutCause(),
            new SilenceTakesNothing(),
            new SilenceIsReal(pace),
            new FencedStops(),
            new OneCopyServed(),
            new ForkIsSaid(pace),
            new CapacityKept(),
            new OneOwnerPerPod(),
            new PodsOutliveTheirContainers(),
            new NothingRestartsWithoutCause(),
            new AutonomyOfACutSite(pace),
            new RolloutsEnd(),
            new ReplayEqualsLive(),
            new ConvergenceAfterHeal(),
            new BytesAfterHeal(pace));
  }

  /// The names of all promises that a world is watched for.
  public List<String> names() {
    return all.stream().map(Monitor::name).toList();
  }

  /// What became durable though nobody was told, because the process died, shows here.
  @Override
  public void loaded(PlaneProcess process, View view) {
    view.parts().values().forEach(stored -> all.forEach(m -> m.part(process, stored.record())));
    for (String subscriber : view.subscribers()) {
      view.feed(subscriber)
          .members()
          .forEach((key, membership) ->
              all.forEach(m -> m.member(process, subscriber + "|" + key, membership.in())));
    }
    all.forEach(m -> m.loaded(process, view));
  }

  @Override
  public void took(PlaneProcess process) {
    all.forEach(m -> m.took(process));
  }

  @Override
  public void durable(PlaneProcess process, List<Change> changes) {
    for (Change change : changes) {
      if (change instanceof Change.Put put) {
        switch (Rows.delta(put)) {
          case Delta.Part(var record) -> {
            if (record.gone() && record.key().part() == Part.SPEC) {
              process.machine().note("has no more " + record.object());
            }
            all.forEach(m -> m.part(process, record));
          }
          case Delta.Member(var subscriber, var key, boolean in, var _) ->
              all.forEach(m -> m.member(process, subscriber + "|" + key, in));
          case Delta.Cursor(var peer, var _, long position) ->
              all.forEach(m -> m.cursor(process, peer, position));
          case Delta.Dropped _, Delta.Forget _, Delta.Setting _ -> {}
        }
      }
    }
  }

  @Override
  public void published(PlaneProcess process, View view) {
    all.forEach(m -> m.published(process, view));
  }

  @Override
  public void fenced(PlaneProcess process) {
    all.forEach(m -> m.fenced(process));
  }

  public void oneAway(Fleet fleet, Machine away) {
    all.forEach(m -> m.oneAway(fleet, away));
  }

  public void healed(Fleet fleet) {
    all.forEach(m -> m.healed(fleet));
  }

  public void restored(Machine machine) {
    all.forEach(m -> m.restored(machine));
  }

  public void wentBack(Machine machine) {
    all.forEach(m -> m.wentBack(machine));
  }

  public void copied(Machine copy) {
    all.forEach(m -> m.copied(copy));
  }

  @Override
  public void letIn(PlaneProcess parent, LetIn let) {
    all.forEach(m -> m.letIn(parent, let));
  }

  public void told(Fleet fleet) {
    all.forEach(m -> m.told(fleet));
  }

  public void accepted(Machine machine) {
    all.forEach(m -> m.accepted(machine));
  }

  public void tick(Fleet fleet) {
    all.forEach(m -> m.tick(fleet));
  }

  public void settled(Fleet fleet) {
    all.forEach(m -> m.settled(fleet));
  }
}
