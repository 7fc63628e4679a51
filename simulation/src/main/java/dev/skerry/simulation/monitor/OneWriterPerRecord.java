package dev.skerry.simulation.monitor;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A version of a part is first durable at its authority, and says the same wherever it is. A copy
/// of a box, and a box on an older disk, each write a line of their own from where the disks part:
/// in one line a version says one thing, and nobody else has what no line says.
final class OneWriterPerRecord implements Monitor {
  /// Versions of one part that may still be on their way somewhere.
  private static final int KEPT = 256;

  private final TreeMap<SiteName, TreeMap<String, Line>> lines = new TreeMap<>();
  private final TreeMap<String, Integer> backs = new TreeMap<>();

  /// What was written from one disk on.
  private static final class Line {
    private final TreeMap<PartKey, TreeMap<Version, JsonBytes>> said = new TreeMap<>();

    Optional<JsonBytes> said(PartRecord record) {
      return Optional.ofNullable(versions(record.key()).get(record.version()));
    }

    boolean forgot(PartRecord record) {
      NavigableMap<Version, JsonBytes> versions = versions(record.key());
      return versions.size() == KEPT && versions.firstKey().isAfter(record.version());
    }

    void says(PartRecord record) {
      NavigableMap<Version, JsonBytes> versions = versions(record.key());
      versions.put(record.version(), record.bytes());
      if (versions.size() > KEPT) {
        versions.pollFirstEntry();
      }
    }

    private NavigableMap<Version, JsonBytes> versions(PartKey key) {
      return said.computeIfAbsent(key, _ -> new TreeMap<>());
    }
  }

  @Override
  public String name() {
    return "OneWriterPerRecord";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.gone()) {
      return;
    }
    Machine machine = process.machine();
    TreeMap<String, Line> all = lines.computeIfAbsent(record.authority(), _ -> new TreeMap<>());
    if (record.authority().equals(machine.name())) {
      Line own = all.computeIfAbsent(line(machine), _ -> new Line());
      JsonBytes known = own.said(record).orElse(record.bytes());
      if (!known.equals(record.bytes())) {
        require(false, twoThings(record, known));
      }
      own.says(record);
    } else {
      read(machine, record, all.values());
    }
  }

  private void read(Machine at, PartRecord record, Collection<Line> all) {
    List<JsonBytes> said = all.stream().flatMap(line -> line.said(record).stream()).toList();
    require(
        !said.isEmpty() || all.stream().anyMatch(line -> line.forgot(record)),
        record.key()
            + " "
            + record.version()
            + " is at "
            + at.which()
            + " before it is at its writer "
            + record.authority());
    if (!said.isEmpty() && !said.contains(record.bytes())) {
      require(false, twoThings(record, said.getFirst()));
    }
  }

  private static String twoThings(PartRecord record, JsonBytes known) {
    return record.key() + " " + record.version() + " says two things: " + known + " and " + record;
  }

  private String line(Machine machine) {
    return machine.which() + "/" + backs.getOrDefault(machine.which(), 0);
  }

  /// Of disks of several lines any may be restored.
  @Override
  public void restored(Machine machine) {
    if (backs.containsKey(machine.which())) {
      wentBack(machine);
    }
  }

  @Override
  public void wentBack(Machine machine) {
    backs.merge(machine.which(), 1, Integer::sum);
  }
}
