package dev.skerry.control.state;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;

/// Deltas as rows of a store, and back.
public final class Rows {
  private static final String PART = "part";
  private static final String FEED = "feed";
  private static final String CURSOR = "cursor";
  private static final String SETTING = "setting";

  private Rows() {}

  public static Change change(Delta delta, Revision at) {
    return switch (delta) {
      case Delta.Part(PartRecord record) ->
          new Change.Put(at, new RowKey(PART, record.key().toString()), record.bytes());
      case Delta.Member(String subscriber, PartKey key, boolean in, String cause) ->
          put(at, feedRow(subscriber, key), Json.object().put("in", in).putText("cause", cause));
      case Delta.Dropped(String subscriber, PartKey key) ->
          new Change.Remove(at, feedRow(subscriber, key));
      case Delta.Forget(PartKey key) -> new Change.Remove(at, new RowKey(PART, key.toString()));
      case Delta.Cursor(String peer, String incarnation, long position) ->
          put(
              at,
              new RowKey(CURSOR, peer),
              Json.object().put("incarnation", incarnation).put("position", position));
      case Delta.Setting(String name, Obj value) ->
          value.isEmpty()
              ? new Change.Remove(at, new RowKey(SETTING, name))
              : new Change.Put(at, new RowKey(SETTING, name), JsonBytes.of(value));
    };
  }

  /// A live row as the delta that wrote it.
  ///
  /// @throws IllegalArgumentException when it is not a row of ours
  public static Delta delta(Change.Put row) {
    return row.key().space().equals(PART)
        ? new Delta.Part(PartRecord.read(row.value()))
        : delta(row.key(), row.value().json());
  }

  private static Delta delta(RowKey key, Obj value) {
    String name = key.name();
    return switch (key.space()) {
      case FEED -> {
        int bar = name.indexOf('|');
        yield new Delta.Member(
            name.substring(0, bar),
            PartKey.parse(name.substring(bar + 1)),
            value.isTrue("in"),
            value.text("cause"));
      }
      case CURSOR ->
          new Delta.Cursor(name, value.text("incarnation"), value.integer("position").orElse(0));
      case SETTING -> new Delta.Setting(name, value);
      default -> throw new IllegalArgumentException("unknown row " + key);
    };
  }

  private static RowKey feedRow(String subscriber, PartKey key) {
    return new RowKey(FEED, subscriber + "|" + key);
  }

  private static Change put(Revision at, RowKey key, Obj.Builder value) {
    return new Change.Put(at, key, JsonBytes.of(value.build()));
  }
}
