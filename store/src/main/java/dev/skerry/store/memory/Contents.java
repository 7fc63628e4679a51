package dev.skerry.store.memory;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What is durable on a disk: live rows, the log, and the few facts beside them. As in
/// [dev.skerry.store.sqlite] a value lies once, in the log, so whoever forgets too much of it loses
/// rows.
final class Contents {
  final NavigableMap<RowKey, Revision> rows = new TreeMap<>();
  final NavigableMap<Revision, Change> log = new TreeMap<>();
  String incarnation;
  Epoch epoch = new Epoch(0);
  Revision head = Revision.ZERO;
  Revision compacted = Revision.ZERO;

  Contents(String incarnation) {
    this.incarnation = incarnation;
  }

  void apply(List<Change> changes) {
    for (Change change : changes) {
      Optional<Revision> old = Optional.ofNullable(rows.get(change.key()));
      old.filter(at -> !at.isAfter(compacted)).ifPresent(log::remove);
      log.put(change.revision(), change);
      switch (change) {
        case Change.Put put -> rows.put(put.key(), put.revision());
        case Change.Remove remove -> rows.remove(remove.key());
      }
      head = change.revision();
    }
  }

  /// The row as it was put; empty when there is none, and when its entry was lost.
  Optional<Change.Put> row(RowKey key) {
    return Optional.ofNullable(rows.get(key))
        .flatMap(at -> Optional.ofNullable(log.get(at)))
        .filter(Change.Put.class::isInstance)
        .map(Change.Put.class::cast);
  }

  /// Forgets entries up to `end` that no row is made of, `limit` looked at; answers whether there
  /// are more to look at.
  boolean forget(Revision end, int limit) {
    List<Change> some =
        log.subMap(compacted, false, end, true).values().stream().limit(limit + 1L).toList();
    boolean more = some.size() > limit;
    for (Change change : some.subList(0, Math.min(limit, some.size()))) {
      if (!isLive(change)) {
        log.remove(change.revision());
      }
      compacted = change.revision();
    }
    if (!more && end.isAfter(compacted)) {
      compacted = end;
    }
    return more;
  }

  private boolean isLive(Change change) {
    return change.revision().equals(rows.get(change.key()));
  }

  Contents copy() {
    Contents copy = new Contents(incarnation);
    copy.rows.putAll(rows);
    copy.log.putAll(log);
    copy.epoch = epoch;
    copy.head = head;
    copy.compacted = compacted;
    return copy;
  }
}
