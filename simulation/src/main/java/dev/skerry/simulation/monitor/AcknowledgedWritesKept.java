package dev.skerry.simulation.monitor;

import dev.skerry.control.state.View;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.people.Oracle;

/// What people were told is done, is there: every key is read again and has the last value that was
/// acknowledged, or one that was asked for since.
final class AcknowledgedWritesKept implements Monitor {
  private final Oracle oracle;

  AcknowledgedWritesKept(Oracle oracle) {
    this.oracle = oracle;
  }

  @Override
  public String name() {
    return "AcknowledgedWritesKept";
  }

  @Override
  public void loaded(PlaneProcess process, View view) {
    check(process.machine(), view);
  }

  @Override
  public void tick(Fleet fleet) {
    for (Machine machine : fleet.machines()) {
      machine.process().ifPresent(p -> check(machine, p.durable()));
    }
  }

  @Override
  public void settled(Fleet fleet) {
    tick(fleet);
  }

  private void check(Machine machine, View view) {
    oracle.each(
        machine.name(),
        (key, allowed) -> {
          String found = Oracle.value(view, key);
          require(
              allowed.contains(found),
              key + " at " + machine.name() + " is " + found + ", people know it as " + allowed);
        });
  }

  @Override
  public void restored(Machine machine) {
    oracle.forgive(machine.name());
  }
}
