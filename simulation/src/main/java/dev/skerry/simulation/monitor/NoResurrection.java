package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;
import java.util.TreeSet;

/// An object whose end has reached a machine never lives there again, and once a site has followed
/// its parent past the end of an object it does not have it any more (I6).
final class NoResurrection implements Monitor {
  /// Revisions of the core at which objects ended.
  private final TreeMap<Long, Uid> endedAt = new TreeMap<>();

  private final TreeMap<String, TreeMap<Uid, PartRecord>> live = new TreeMap<>();
  private final TreeMap<String, Long> followed = new TreeMap<>();
  private final TreeMap<SiteName, TreeSet<String>> boxes = new TreeMap<>();
  private final TreeMap<Uid, Version> ended = new TreeMap<>();
  private final TreeMap<String, TreeSet<Uid>> buried = new TreeMap<>();

  @Override
  public String name() {
    return "NoResurrection";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.key().part() != Part.SPEC) {
      return;
    }
    String at = process.machine().which();
    boxes.computeIfAbsent(process.machine().name(), _ -> new TreeSet<>()).add(at);
    Uid uid = record.key().uid();
    TreeSet<Uid> here = buried.computeIfAbsent(at, _ -> new TreeSet<>());
    TreeMap<Uid, PartRecord> lives = live.computeIfAbsent(at, _ -> new TreeMap<>());
    if (!record.gone()) {
      lives.put(uid, record);
      boolean back = livesAtItsAuthority(process, record);
      require(!here.contains(uid) || back, record.object() + " " + uid + " lives again at " + at);
      return;
    }
    lives.remove(uid);
    if (record.authority().equals(process.machine().name())) {
      ended.put(uid, record.version());
      if (process.machine().road().isEmpty()) {
        endedAt.put(record.version().sequence(), uid);
      }
    }
    if (record.version().equals(ended.get(uid))) {
      here.add(uid);
    }
  }

  /// Of another box of that name, or of one on a disk from before the end, it has not ended.
  private boolean livesAtItsAuthority(PlaneProcess process, PartRecord record) {
    return !record.authority().equals(process.machine().name())
        && boxes.getOrDefault(record.authority(), new TreeSet<>()).stream()
            .anyMatch(
                box -> live.getOrDefault(box, new TreeMap<>()).containsKey(record.key().uid()));
  }

  /// The batch that carries the cursor carries what it covers, so the next one shows. A site that
  /// knows that the core forgot things lets nothing go that the core only does not name, until that
  /// is over.
  @Override
  public void published(PlaneProcess process, View view) {
    String at = process.machine().which();
    long to = view.cursor("parent").map(Delta.Cursor::position).orElse(0L);
    long from = followed.getOrDefault(at, 0L);
    boolean amnesiac = !view.setting("amnesia/parent").isEmpty();
    if (process.machine().road().isEmpty() || to <= from || amnesiac) {
      return;
    }
    followed.put(at, to);
    TreeMap<Uid, PartRecord> lives = live.getOrDefault(at, new TreeMap<>());
    for (Uid uid : endedAt.subMap(from, false, to, true).values()) {
      require(
          !lives.containsKey(uid),
          lives.get(uid) + " lives at " + at + ", which has followed the core past its end");
    }
  }

  @Override
  public void restored(Machine machine) {
    live.remove(machine.which());
    followed.remove(machine.which());
    buried.remove(machine.which());
    if (machine.road().isEmpty()) {
      ended.clear();
      endedAt.clear();
      buried.clear();
    }
  }
}
