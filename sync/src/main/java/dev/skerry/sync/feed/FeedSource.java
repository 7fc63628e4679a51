package dev.skerry.sync.feed;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/// What one subscriber (a child, a parent, a node) gets from an authority's store: the parts in its
/// scope, compacted by key, so at most one entry per part, at its newest position. Answers from
/// memory, at once, and shows only what is durable. Called by the thread that runs the session.
public interface FeedSource {
  /// A piece of the feed.
  ///
  /// @param items in rising position, each part at most once
  /// @param to the position up to which the scope is covered by these items: the last item's, or
  ///   later where nothing in scope follows
  record Slice(List<FeedItem> items, Revision to) {
    public Slice {
      items = List.copyOf(items);
    }
  }

  /// Names the history the positions belong to; a restored or replaced store has a new one.
  String incarnation();

  /// Which run of which copy of that store this is.
  default Life life() {
    return Life.UNTOLD;
  }

  /// The newest position; every entry is at or below it.
  Revision head();

  /// The highest position of a tombstone of this scope that was forgotten: a cursor below it cannot
  /// be resumed. Zero when nothing was forgotten. Never above what every subscriber that is not
  /// given up has acknowledged.
  Revision floor();

  /// True when what is absent here is known to be deleted although the subscriber does not know
  /// this history: a person said so after a restore, or the store never had another history.
  boolean historyComplete();

  /// The entries after a position that is at or above [#floor]. Gives at least one where there is
  /// one, else no more than `maxItems` whose records have `maxBytes` as JSON together.
  Slice after(Revision position, int maxItems, int maxBytes);

  /// Everything alive in the scope now; a snapshot that later changes do not touch.
  NavigableMap<PartKey, Version> members();

  /// One part of the scope as it is now; empty when it left meanwhile.
  Optional<PartRecord> part(PartKey key);
}
