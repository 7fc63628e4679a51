package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;
import java.util.TreeSet;

/// A part ends at a machine only if its authority ended it or took it out of that machine's feed.
/// Silence, a lost cursor or a restored authority end nothing, until people accept what is left of
/// its history.
final class NothingEndsWithoutCause implements Monitor {
  private final TreeMap<String, TreeSet<PartKey>> live = new TreeMap<>();
  private final TreeSet<PartKey> ended = new TreeSet<>();
  private final TreeSet<String> left = new TreeSet<>();
  private final TreeSet<SiteName> accepted = new TreeSet<>();

  @Override
  public String name() {
    return "NothingEndsWithoutCause";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    String at = process.machine().which();
    SiteName name = process.machine().name();
    TreeSet<PartKey> here = live.computeIfAbsent(at, _ -> new TreeSet<>());
    if (!record.gone()) {
      here.add(record.key());
      return;
    }
    boolean lived = here.remove(record.key());
    if (record.authority().equals(name)) {
      ended.add(record.key());
    } else if (lived) {
      boolean above = process.machine().road().isPresent();
      String feed = above ? "site:" + name : "parent";
      require(
          accepted.contains(record.authority())
              || ended.contains(record.key())
              || left.contains(feed + "|" + record.key()),
          record.key()
              + " of "
              + record.object()
              + " ended at "
              + at
              + " ("
              + record.body()
              + ") though "
              + record.authority()
              + " never ended it or took it away");
    }
  }

  @Override
  public void accepted(Machine machine) {
    accepted.add(machine.name());
  }

  @Override
  public void member(PlaneProcess process, String row, boolean in) {
    if (!in) {
      left.add(row);
    }
  }
}
