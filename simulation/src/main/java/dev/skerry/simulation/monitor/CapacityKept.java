package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.Box;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeSet;

/// What the pods bound to a node ask for together, the node has (I9).
final class CapacityKept implements Monitor {
  private static final GroupKind POD = GroupKind.core("Pod");
  private static final long MILLI = 1000;

  private final TreeSet<String> changed = new TreeSet<>();

  @Override
  public String name() {
    return "CapacityKept";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    boolean binds = record.key().part() == Part.SPEC || record.key().part() == Part.OVERRIDE;
    if (binds && record.object().kind().equals(POD) && process.machine().box().isPresent()) {
      changed.add(process.machine().which());
    }
  }

  @Override
  public void published(PlaneProcess process, View view) {
    if (!changed.remove(process.machine().which())) {
      return;
    }
    long asked = 0;
    for (Entry pod : view.all(POD, TenantName.DEFAULT).values()) {
      Obj object = pod.json();
      boolean over = "Succeeded Failed".contains(object.string("status", "phase").orElse("no"));
      if (!object.text("spec", "nodeName").isEmpty() && !over) {
        for (Json container : object.items("spec", "containers")) {
          asked += cpuMillis(container);
        }
      }
    }
    require(
        asked <= Box.CPU_MILLIS,
        "the pods of " + process.machine().which() + " ask for " + asked + " milli cpu together");
  }

  /// People here write whole ones.
  private static long cpuMillis(Json container) {
    String cpu = ((Obj) container).text("resources", "requests", "cpu");
    return cpu.isEmpty() ? 0 : Long.parseLong(cpu) * MILLI;
  }
}
