package dev.skerry.simulation.monitor;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.TreeMap;

/// A version of a part is first durable at its authority, and says the same wherever it is.
final class OneWriterPerRecord implements Monitor {
  /// Versions of one part that may still be on their way somewhere.
  private static final int KEPT = 256;

  private final TreeMap<PartKey, TreeMap<Version, JsonBytes>> said = new TreeMap<>();

  @Override
  public String name() {
    return "OneWriterPerRecord";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.gone()) {
      return;
    }
    TreeMap<Version, JsonBytes> versions = said.computeIfAbsent(record.key(), _ -> new TreeMap<>());
    JsonBytes known = versions.get(record.version());
    if (known == null) {
      boolean own = record.authority().equals(process.machine().name());
      boolean old = versions.size() == KEPT && versions.firstKey().isAfter(record.version());
      require(
          own || old,
          record.key()
              + " "
              + record.version()
              + " is at "
              + process.machine().name()
              + " before it is at its writer "
              + record.authority());
      versions.put(record.version(), record.bytes());
      if (versions.size() > KEPT) {
        versions.pollFirstEntry();
      }
    } else {
      require(
          known.equals(record.bytes()),
          record.key() + " " + record.version() + " says two things: " + known + " and " + record);
    }
  }
}
