package dev.skerry.store.memory;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.Epoch;
import dev.skerry.store.RowKey;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What is durable on a disk: live rows, the log, and the few facts beside them.
final class Contents {
  final NavigableMap<RowKey, Change.Put> rows = new TreeMap<>();
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
      log.put(change.revision(), change);
      switch (change) {
        case Change.Put put -> rows.put(put.key(), put);
        case Change.Remove remove -> rows.remove(remove.key());
      }
      head = change.revision();
    }
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
