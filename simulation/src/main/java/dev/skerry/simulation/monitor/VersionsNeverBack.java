package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;

/// At one machine the version of a part never falls.
final class VersionsNeverBack implements Monitor {
  private final TreeMap<SiteName, TreeMap<PartKey, Version>> newest = new TreeMap<>();

  @Override
  public String name() {
    return "VersionsNeverBack";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    SiteName at = process.machine().name();
    TreeMap<PartKey, Version> here = newest.computeIfAbsent(at, _ -> new TreeMap<>());
    Version before = here.put(record.key(), record.version());
    require(
        before == null || !before.isAfter(record.version()),
        record.key() + " at " + at + " fell from " + before + " to " + record.version());
  }

  @Override
  public void restored(Machine machine) {
    newest.remove(machine.name());
  }
}
