package dev.skerry.simulation.monitor;

import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.store.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A store takes batches of rising tenures only, and a process that was told of a newer one ends
/// (I2).
final class FencedStops implements Monitor {
  private final TreeMap<String, Epoch> newest = new TreeMap<>();
  private final List<PlaneProcess> fenced = new ArrayList<>();

  @Override
  public String name() {
    return "FencedStops";
  }

  @Override
  public void took(PlaneProcess process) {
    Epoch before = newest.put(process.machine().which(), process.epoch());
    require(
        before == null || before.compareTo(process.epoch()) <= 0,
        process.machine().which() + " took a batch of " + process.epoch() + " after " + before);
  }

  @Override
  public void fenced(PlaneProcess process) {
    fenced.add(process);
  }

  @Override
  public void tick(Fleet fleet) {
    for (PlaneProcess process : fenced) {
      require(
          !process.alive(),
          "a process of " + process.machine().which() + " goes on though another one writes");
    }
    fenced.clear();
  }

  /// The disk that is there now has seen tenures up to that time.
  @Override
  public void wentBack(Machine machine) {
    newest.remove(machine.which());
  }
}
