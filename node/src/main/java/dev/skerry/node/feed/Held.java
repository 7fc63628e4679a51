package dev.skerry.node.feed;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.Replica;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a node's store durably has: the parts of its feed, and the status last reported of each
/// pod. Made from the store's rows at the start, then from every batch that became durable.
public final class Held implements Replica {
  private final TreeMap<PartKey, PartRecord> parts = new TreeMap<>();
  private final TreeMap<Uid, Obj> statuses = new TreeMap<>();
  private Optional<Cursor> cursor = Optional.empty();
  private boolean whole;
  private boolean amnesiac;
  private Revision head = Revision.ZERO;

  /// Takes a change that is durable, or a live row of the store.
  ///
  /// @throws IllegalArgumentException when it is not a row of ours
  public void take(Change change) {
    head = change.revision().isAfter(head) ? change.revision() : head;
    RowKey key = change.key();
    Optional<Obj> value =
        switch (change) {
          case Change.Put put -> Optional.of(put.value().json());
          case Change.Remove _ -> Optional.empty();
        };
    if (key.equals(NodeRows.CURSOR)) {
      cursor = value.map(Held::cursor);
      whole = value.map(v -> v.isTrue("whole")).orElse(false);
    } else if (key.equals(NodeRows.AMNESIA)) {
      amnesiac = value.isPresent();
    } else if (key.space().equals(NodeRows.PART)) {
      PartKey part = PartKey.parse(key.name());
      value.ifPresentOrElse(v -> parts.put(part, PartRecord.read(v)), () -> parts.remove(part));
    } else if (key.space().equals(NodeRows.STATUS)) {
      var pod = new Uid(key.name());
      value.ifPresentOrElse(v -> statuses.put(pod, v), () -> statuses.remove(pod));
    } else {
      throw new IllegalArgumentException("unknown row " + key);
    }
  }

  private static Cursor cursor(Obj value) {
    long position = value.integer("position").orElse(0);
    return new Cursor(value.text("incarnation"), new Revision(position));
  }

  /// The store's head, which may be later than its last live row.
  public void startAt(Revision storeHead) {
    head = storeHead;
  }

  Revision head() {
    return head;
  }

  /// Whether everything that the control plane had for this node was here once.
  boolean whole() {
    return whole;
  }

  NavigableMap<PartKey, PartRecord> parts() {
    return Collections.unmodifiableNavigableMap(parts);
  }

  SortedMap<Uid, Obj> statuses() {
    return Collections.unmodifiableSortedMap(statuses);
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
