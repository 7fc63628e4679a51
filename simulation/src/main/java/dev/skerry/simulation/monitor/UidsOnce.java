package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;

/// A uid names one object, for ever and everywhere (I6).
final class UidsOnce implements Monitor {
  private final TreeMap<Uid, ObjectKey> named = new TreeMap<>();

  @Override
  public String name() {
    return "UidsOnce";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.key().part() == Part.SPEC) {
      ObjectKey before = named.putIfAbsent(record.key().uid(), record.object());
      require(
          before == null || before.equals(record.object()),
          record.key().uid() + " was " + before + " and is " + record.object());
    }
  }
}
