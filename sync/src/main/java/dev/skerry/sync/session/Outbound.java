package dev.skerry.sync.session;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedSource;
import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/// The sending half of a conversation. Records are read from the feed only when the window has
/// room, so that what changes while the peer is slow is sent once, in its newest version, and the
/// memory of a link does not depend on what there is to send.
final class Outbound {
  /// With nothing in scope, tell the peer of new positions only this rarely, in revisions: it costs
  /// the peer a commit.
  private static final long QUIET_ADVANCE = 4096;

  /// A list of the whole scope on its way.
  private static final class Offering {
    private final Revision at;
    private final boolean complete;
    private NavigableMap<PartKey, Version> rest;
    private int chunk = -1;
    private boolean asked;
    private List<PartKey> wanted = List.of();

    Offering(FeedSource feed) {
      this.at = feed.head();
      this.complete = feed.historyComplete();
      this.rest = feed.members();
    }

    boolean allSent() {
      return chunk >= 0 && rest.isEmpty();
    }
  }

  private final FeedSource feed;
  private final List<Output> out;
  private Revision position = Revision.ZERO;
  private Optional<Offering> offering = Optional.empty();
  private boolean again;
  private Optional<Revision> declared = Optional.empty();
  private Revision peerAt = Revision.ZERO;
  private long sent;
  private long acked;

  Outbound(FeedSource feed, List<Output> out) {
    this.feed = feed;
    this.out = out;
  }

  /// Starts where the peer says it stands, or offers the whole scope when that is no place to start
  /// from.
  void start(Optional<Cursor> peerHas) {
    if (peerHas.isPresent() && isResumable(peerHas.get())) {
      position = peerHas.get().position();
    } else {
      offering = Optional.of(new Offering(feed));
    }
    pump();
  }

  private boolean isResumable(Cursor cursor) {
    return cursor.incarnation().equals(feed.incarnation())
        && !feed.floor().isAfter(cursor.position())
        && !cursor.position().isAfter(feed.head());
  }

  /// Sends what there is and what the window allows.
  void pump() {
    if (offering.isEmpty() && feed.floor().isAfter(position)) {
      offering = Optional.of(new Offering(feed));
    }
    if (offering.isPresent()) {
      pumpOffer(offering.get());
    } else {
      pumpFeed();
    }
  }

  private void pumpFeed() {
    while (hasRoom()) {
      FeedSource.Slice slice = feed.after(position, Bounds.MAX_ITEMS, Bounds.MAX_BATCH_BYTES);
      boolean quiet = slice.items().isEmpty();
      if (quiet && slice.to().value() - position.value() < QUIET_ADVANCE) {
        return;
      }
      sendCounted(new Frame.Batch(position, slice.to(), slice.items()));
      position = slice.to();
    }
  }

  private void pumpOffer(Offering offer) {
    while (!offer.wanted.isEmpty() && hasRoom()) {
      sendCounted(fill(offer));
    }
    if (!offer.wanted.isEmpty() || offer.asked) {
      return;
    }
    if (offer.allSent()) {
      position = offer.at;
      declared = offer.complete ? Optional.of(offer.at) : Optional.empty();
      noteAgreement();
      offering = again ? Optional.of(new Offering(feed)) : Optional.empty();
      again = false;
      pump();
      return;
    }
    send(nextChunk(offer));
  }

  private static Frame nextChunk(Offering offer) {
    var entries = new ArrayList<Frame.Entry>();
    for (var member : offer.rest.entrySet()) {
      if (entries.size() == Bounds.MAX_ENTRIES) {
        break;
      }
      entries.add(new Frame.Entry(member.getKey(), member.getValue()));
    }
    if (!entries.isEmpty()) {
      offer.rest = offer.rest.tailMap(entries.getLast().key(), false);
    }
    offer.chunk++;
    offer.asked = true;
    return new Frame.Offer(offer.at, offer.complete, offer.chunk, entries, offer.rest.isEmpty());
  }

  /// Takes as many of the wanted parts as fit. Parts that left the scope meanwhile are passed over:
  /// the feed after the offer says so.
  private Frame fill(Offering offer) {
    var records = new ArrayList<PartRecord>();
    int taken = 0;
    long bytes = 0;
    for (PartKey key : offer.wanted) {
      Optional<PartRecord> record = feed.part(key);
      if (record.isPresent()) {
        bytes += record.get().bytes().size();
        boolean full = bytes > Bounds.MAX_BATCH_BYTES || records.size() == Bounds.MAX_ITEMS;
        if (full && !records.isEmpty()) {
          break;
        }
        records.add(record.get());
      }
      taken++;
    }
    offer.wanted = List.copyOf(offer.wanted.subList(taken, offer.wanted.size()));
    return new Frame.Fill(offer.chunk, records, offer.wanted.isEmpty());
  }

  void reconcile() {
    if (offering.isEmpty()) {
      offering = Optional.of(new Offering(feed));
    }
    pump();
  }

  /// This end's history was accepted: the whole scope is offered under that declaration.
  void accepted() {
    again = offering.isPresent() && !offering.get().complete;
    reconcile();
  }

  void want(Frame.Want want) throws Violation {
    Offering offer = offering.orElseThrow(() -> outOfOrder("a want without an offer"));
    if (!offer.asked || want.chunk() != offer.chunk) {
      throw outOfOrder("a want for chunk " + want.chunk() + " while at chunk " + offer.chunk);
    }
    if (!want.newer().isEmpty()) {
      if (!offer.complete) {
        throw outOfOrder("a want that names newer parts of an offer that is not complete");
      }
      out.add(new Output.PeerIsAhead(want.newer()));
    }
    offer.asked = false;
    offer.wanted = want.keys();
    pump();
  }

  void ack(Frame.Ack ack) throws Violation {
    if (ack.frames() < acked || ack.frames() > sent) {
      throw outOfOrder(
          "an ack for " + ack.frames() + " frames of " + sent + " sent, " + acked + " known");
    }
    if (ack.cursor().isPresent() && !isReachable(ack.cursor().get())) {
      throw outOfOrder(
          "an ack for "
              + ack.cursor().get()
              + "; sent was up to "
              + feed.incarnation()
              + "@"
              + position);
    }
    acked = ack.frames();
    out.add(new Output.PeerHas(ack.cursor()));
    ack.cursor().ifPresent(cursor -> peerAt = cursor.position());
    noteAgreement();
    pump();
  }

  /// The ack of a whole offer may overtake the last `Want` of it.
  private void noteAgreement() {
    if (declared.isPresent() && !declared.get().isAfter(peerAt)) {
      declared = Optional.empty();
      out.add(new Output.PeerAgrees());
    }
  }

  /// Whether the peer can stand there by what was sent. An ack may overtake the last `Want`.
  private boolean isReachable(Cursor cursor) {
    boolean offered = offering.isPresent() && offering.get().allSent();
    Revision furthest = offered ? offering.get().at : position;
    return cursor.incarnation().equals(feed.incarnation()) && !cursor.position().isAfter(furthest);
  }

  private boolean hasRoom() {
    return sent - acked < Bounds.WINDOW;
  }

  private void sendCounted(Frame frame) {
    sent++;
    send(frame);
  }

  private void send(Frame frame) {
    out.add(new Output.Send(frame, Lane.of(frame)));
  }

  private static Violation outOfOrder(String sentence) {
    return new Violation(CloseReason.OUT_OF_ORDER, sentence);
  }
}
