package dev.skerry.sync.session;

import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.Replica;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What a subscriber holds; refuses to see a version go back.
final class FakeReplica implements Replica {
  final TreeMap<PartKey, PartRecord> parts = new TreeMap<>();
  private final TreeMap<PartKey, Version> highest = new TreeMap<>();
  private Optional<Cursor> cursor = Optional.empty();
  boolean amnesiac;

  void apply(Output.Apply apply) {
    for (PartRecord record : apply.records()) {
      Version before = highest.getOrDefault(record.key(), record.version());
      if (before.isAfter(record.version())) {
        throw new AssertionError(record.key() + " went back to " + record.version());
      }
      highest.put(record.key(), record.version());
      if (record.gone()) {
        parts.remove(record.key());
      } else {
        parts.put(record.key(), record);
      }
    }
    apply.absent().forEach(parts::remove);
    if (apply.cursor().isPresent()) {
      cursor = apply.cursor();
    }
  }

  void loseCursor() {
    cursor = Optional.empty();
  }

  @Override
  public Optional<Cursor> cursor() {
    return cursor;
  }

  @Override
  public Optional<Version> held(PartKey key) {
    return Optional.ofNullable(parts.get(key)).map(PartRecord::version);
  }

  @Override
  public NavigableMap<PartKey, Version> members() {
    var members = new TreeMap<PartKey, Version>();
    parts.forEach((key, record) -> members.put(key, record.version()));
    return members;
  }

  @Override
  public boolean amnesiac() {
    return amnesiac;
  }
}
