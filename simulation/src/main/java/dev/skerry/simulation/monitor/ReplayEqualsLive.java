package dev.skerry.simulation.monitor;

import dev.skerry.control.state.View;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.Optional;

/// What the store's rows make is what the process lived through.
final class ReplayEqualsLive implements Monitor {
  /// Looked at every so many ticks, because it reads everything.
  private static final int EVERY = 20;

  private int ticks;

  @Override
  public String name() {
    return "ReplayEqualsLive";
  }

  @Override
  public void tick(Fleet fleet) {
    ticks++;
    if (ticks % EVERY == 0) {
      settled(fleet);
    }
  }

  @Override
  public void settled(Fleet fleet) {
    fleet.core().process().filter(PlaneProcess::isQuiet).ifPresent(this::check);
    for (Machine machine : fleet.boxes()) {
      machine.process().filter(PlaneProcess::isQuiet).ifPresent(this::check);
    }
  }

  private void check(PlaneProcess process) {
    View replayed = PlaneProcess.load(process.machine().name(), process.store());
    Optional<String> difference = Likeness.difference(replayed, process.durable());
    require(
        difference.isEmpty(),
        process.machine().name()
            + " lived otherwise than its store says: "
            + difference.orElse(""));
  }
}
