package dev.skerry.node.feed;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;
import dev.skerry.sync.feed.Cursor;
import java.util.ArrayList;
import java.util.List;

/// The rows of a node's store: `part` by part key, `status` by the pod's uid, `cursor` and
/// `amnesia` of the one control plane. Collects changes of one batch, which have rising revisions.
final class NodeRows {
  static final String PART = "part";
  static final String STATUS = "status";
  static final RowKey CURSOR = new RowKey("cursor", "control");
  static final RowKey AMNESIA = new RowKey("amnesia", "control");

  private final List<Change> changes = new ArrayList<>();
  private Revision last;

  NodeRows(Revision head) {
    this.last = head;
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  void part(PartRecord record) {
    if (record.gone()) {
      remove(part(record.key()));
    } else {
      put(part(record.key()), record.toJson());
    }
  }

  void partGone(PartKey key) {
    remove(part(key));
  }

  void status(Uid pod, Obj status) {
    put(status(pod), status);
  }

  void statusGone(Uid pod) {
    remove(status(pod));
  }

  /// @param whole everything up to a position of some history was here once
  void cursor(Cursor cursor, boolean whole) {
    put(
        CURSOR,
        Json.object()
            .put("incarnation", cursor.incarnation())
            .put("position", cursor.position().value())
            .put("whole", whole)
            .build());
  }

  void amnesia(String reason) {
    put(AMNESIA, Json.object().put("reason", reason).build());
  }

  void amnesiaOver() {
    remove(AMNESIA);
  }

  private static RowKey part(PartKey key) {
    return new RowKey(PART, key.toString());
  }

  private static RowKey status(Uid pod) {
    return new RowKey(STATUS, pod.value());
  }

  private void put(RowKey key, Obj value) {
    last = last.next();
    changes.add(new Change.Put(last, key, JsonBytes.of(value)));
  }

  private void remove(RowKey key) {
    last = last.next();
    changes.add(new Change.Remove(last, key));
  }
}
