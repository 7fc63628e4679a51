package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;
import java.util.TreeSet;

/// An object whose end has reached a machine never lives there again.
final class NoResurrection implements Monitor {
  private final TreeMap<Uid, Version> ended = new TreeMap<>();
  private final TreeMap<SiteName, TreeSet<Uid>> buried = new TreeMap<>();

  @Override
  public String name() {
    return "NoResurrection";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.key().part() != Part.SPEC) {
      return;
    }
    SiteName at = process.machine().name();
    Uid uid = record.key().uid();
    TreeSet<Uid> here = buried.computeIfAbsent(at, _ -> new TreeSet<>());
    if (!record.gone()) {
      require(!here.contains(uid), record.object() + " " + uid + " lives again at " + at);
      return;
    }
    if (record.authority().equals(at)) {
      ended.put(uid, record.version());
    }
    if (record.version().equals(ended.get(uid))) {
      here.add(uid);
    }
  }

  @Override
  public void restored(Machine machine) {
    ended.clear();
    buried.clear();
  }
}
