package dev.skerry.store;

import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.meta.Revision;

/// One step of the log: at `revision` a row got a value, or was removed. Every change has a
/// revision of its own; revisions rise inside a batch and may leave gaps.
public sealed interface Change {
  Revision revision();

  RowKey key();

  record Put(Revision revision, RowKey key, JsonBytes value) implements Change {}

  record Remove(Revision revision, RowKey key) implements Change {}
}
