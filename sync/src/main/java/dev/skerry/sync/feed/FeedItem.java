package dev.skerry.sync.feed;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartRecord;

/// One entry of a feed. A part that leaves the subscriber's scope without being deleted is an entry
/// with `Body.Gone` and the version it had.
///
/// @param position the revision of the sender's store at which the part last changed, or entered or
///   left the scope
public record FeedItem(Revision position, PartRecord record) {}
