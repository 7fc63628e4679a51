package dev.skerry.sync.session;

import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a [Session] wants done or has learnt, in order.
public sealed interface Output {
  record Send(Frame frame, Lane lane) implements Output {}

  /// The greeting is done.
  ///
  /// @param features those both ends have
  record Established(Greeting peer, int protocol, List<String> features) implements Output {}

  /// Make this durable, all or none, then call `applied(id)`. Only one is under way at a time, and
  /// it is finished also when the connection breaks meanwhile: until then nothing that comes over
  /// the next one is applied.
  ///
  /// @param records each in a version not below the one held; the same version may come again and
  ///   is then the newer word about scope
  /// @param absent parts the authority no longer has, to be treated as gone
  /// @param cursor to keep in the same commit; empty while an offer is being worked through
  record Apply(long id, List<PartRecord> records, List<PartKey> absent, Optional<Cursor> cursor)
      implements Output {
    public Apply {
      records = List.copyOf(records);
      absent = List.copyOf(absent);
    }
  }

  /// The peer has made this much of this end's feed durable. Empty `cursor`: it is catching up.
  record PeerHas(Optional<Cursor> cursor) implements Output {}

  /// A frame came, so the peer was alive at `now`. Not durable.
  record Heard(Instant now) implements Output {}

  record RttMeasured(Duration rtt) implements Output {}

  /// The parent wants a further connection opened.
  record OpenStreamAsked(String id, String purpose, String target) implements Output {}

  /// The child does not open a stream this end asked for.
  record StreamDenied(String id, String sentence) implements Output {}

  /// The authority forgot part of its history. Keep `Replica.amnesiac` true, durably, no later than
  /// the next `Apply`, and tell a person; nothing is deleted by absence until it is closed.
  record Amnesia(String reason) implements Output {}

  /// In amnesia its authority's whole scope was compared: this is what it would lose, or get in the
  /// authority's copy, if a person accepted that history.
  ///
  /// @param absent parts held here that the authority does not have
  /// @param newer parts held here in a version that the authority does not know
  record Kept(List<PartKey> absent, List<PartKey> newer) implements Output {
    public Kept {
      absent = List.copyOf(absent);
      newer = List.copyOf(newer);
    }
  }

  /// The peer has these parts of this end's feed newer than this end, whose history a person
  /// accepted: say them anew, in versions above all that were ever given. Each only once: a peer
  /// that lies must not be able to keep this end writing.
  record PeerIsAhead(List<PartKey> keys) implements Output {
    public PeerIsAhead {
      keys = List.copyOf(keys);
    }
  }

  /// The peer has worked through all of an offer that declared this end's history complete.
  record PeerAgrees() implements Output {}

  /// The authority declared its history complete and the whole scope was compared under that
  /// declaration: `Replica.amnesiac` may become false.
  record AmnesiaOver() implements Output {}

  /// Hang up the connection. Last output of a conversation.
  record Close(CloseReason reason, String sentence) implements Output {}
}
