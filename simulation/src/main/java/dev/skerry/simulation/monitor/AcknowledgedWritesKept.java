package dev.skerry.simulation.monitor;

import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.people.Oracle;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What people were told is done, is there: every key is read again and has the last value that was
/// acknowledged, or one that was asked for since.
final class AcknowledgedWritesKept implements Monitor {
  private final Oracle oracle;
  private final TreeMap<String, TreeSet<ObjectKey>> changed = new TreeMap<>();

  AcknowledgedWritesKept(Oracle oracle) {
    this.oracle = oracle;
  }

  @Override
  public String name() {
    return "AcknowledgedWritesKept";
  }

  @Override
  public void loaded(PlaneProcess process, View view) {
    check(process.machine(), view, _ -> true);
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    changed.computeIfAbsent(process.machine().which(), _ -> new TreeSet<>()).add(record.object());
  }

  /// Only what changed is read again; at every start, and at the end, everything.
  @Override
  public void published(PlaneProcess process, View view) {
    TreeSet<ObjectKey> keys = changed.get(process.machine().which());
    boolean current = process.machine().process().filter(process::equals).isPresent();
    if (current && keys != null && !keys.isEmpty()) {
      check(process.machine(), view, keys::contains);
      keys.clear();
    }
  }

  @Override
  public void settled(Fleet fleet) {
    for (Machine machine : fleet.machines()) {
      machine.process().ifPresent(p -> check(machine, p.durable(), _ -> true));
    }
  }

  private void check(Machine machine, View view, Predicate<ObjectKey> which) {
    oracle.each(
        machine.which(),
        (place, allowed) -> {
          if (which.test(place.key())) {
            String found = Oracle.value(view, place);
            require(
                allowed.contains(found),
                place + " at " + machine.which() + " is " + found + ", people know " + allowed);
          }
        });
  }
}
