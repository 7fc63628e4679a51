package dev.skerry.sync.frame;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import java.util.List;
import java.util.Optional;

/// One message of a link, see docs/manual/protocol.md. `Batch` and `Fill` carry records and are
/// counted by `Ack`; all others are small.
public sealed interface Frame {
  /// First frame of the end that dialled.
  record Hello(Versions versions, Greeting greeting) implements Frame {}

  /// Answer to `Hello`: the conversation goes on in this version.
  record Welcome(int protocol, Greeting greeting) implements Frame {}

  /// Answer to `Hello`: no conversation.
  record Refuse(String reason, String sentence) implements Frame {}

  /// The feed between two positions. `from` is where the receiver stands, so that nothing can be
  /// missing although positions are sparse.
  record Batch(Revision from, Revision to, List<FeedItem> items) implements Frame {
    public Batch {
      items = List.copyOf(items);
    }
  }

  /// So many `Batch` and `Fill` frames of this connection are durable here.
  ///
  /// @param cursor where that leaves this end; empty while an offer is being worked through
  record Ack(long frames, Optional<Cursor> cursor) implements Frame {}

  /// Asks the other end for a full-state offer, to compare the whole scope.
  record Reconcile() implements Frame {}

  /// One chunk of the list of everything in the scope, in key order. The next one is sent when the
  /// `Want` for this one came.
  ///
  /// @param at the position at which the feed goes on afterwards
  /// @param complete absence deletes although the receiver does not know this history
  /// @param chunk counts from 0
  record Offer(Revision at, boolean complete, int chunk, List<Entry> entries, boolean last)
      implements Frame {
    public Offer {
      entries = List.copyOf(entries);
    }
  }

  /// A part and the version the sender has of it.
  record Entry(PartKey key, Version version) {}

  /// The parts of an offered chunk that this end lacks or has older.
  ///
  /// @param newer parts of the chunk that this end has newer; named only when the offer is
  ///   complete, for its sender to say anew what it has of them
  record Want(int chunk, List<PartKey> keys, List<PartKey> newer) implements Frame {
    public Want {
      keys = List.copyOf(keys);
      newer = List.copyOf(newer);
    }
  }

  /// Wanted parts, as they are now.
  ///
  /// @param done no more follow for this chunk
  record Fill(int chunk, List<PartRecord> records, boolean done) implements Frame {
    public Fill {
      records = List.copyOf(records);
    }
  }

  record Ping(long number) implements Frame {}

  /// Answer to the `Ping` of that number.
  record Pong(long number) implements Frame {}

  /// Asks the end that dialled to open a further connection.
  ///
  /// @param purpose what for: `api`, `logs`, `exec`
  /// @param target of what, in the purpose's own words
  record OpenStream(String id, String purpose, String target) implements Frame {}

  record StreamRefused(String id, String sentence) implements Frame {}

  /// Last frame: why this end hangs up.
  record Bye(String reason, String sentence) implements Frame {}
}
