package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;
import java.util.TreeSet;

/// At one machine the version of a part never falls. What has ended and was forgotten begins anew
/// when its authority is put back to a time before that end, or another copy of it speaks.
final class VersionsNeverBack implements Monitor {
  private final TreeMap<String, TreeMap<PartKey, PartRecord>> newest = new TreeMap<>();
  private final TreeSet<SiteName> putBack = new TreeSet<>();

  @Override
  public String name() {
    return "VersionsNeverBack";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    String at = process.machine().which();
    TreeMap<PartKey, PartRecord> here = newest.computeIfAbsent(at, _ -> new TreeMap<>());
    PartRecord before = here.put(record.key(), record);
    boolean begunAnew = before != null && before.gone() && putBack.contains(record.authority());
    require(
        before == null || begunAnew || !before.version().isAfter(record.version()),
        record.key() + " at " + at + " fell to " + record.version() + " from " + before);
  }

  @Override
  public void restored(Machine machine) {
    newest.remove(machine.which());
    putBack.add(machine.name());
  }

  @Override
  public void copied(Machine copy) {
    putBack.add(copy.name());
  }
}
