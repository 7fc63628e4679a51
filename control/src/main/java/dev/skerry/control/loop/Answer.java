package dev.skerry.control.loop;

import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.Revision;

/// What became of a commit. Given after it is durable.
public sealed interface Answer {
  /// The object as it now is, and whether it is new.
  record Stored(Entry entry, boolean created) implements Answer {}

  /// The object as it last was, at the revision of its end.
  record Removed(Entry last, Revision at) implements Answer {}

  record Refused(Refusal refusal) implements Answer {}

  /// Somebody was faster: prepare again on a view that is at least this new.
  record Stale(Revision seen) implements Answer {}
}
