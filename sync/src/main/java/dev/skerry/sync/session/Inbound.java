package dev.skerry.sync.session;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Replica;
import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.frame.Identity;
import dev.skerry.sync.frame.Lane;
import dev.skerry.sync.frame.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The receiving half of a conversation. Frames that carry state are worked through in order, one
/// commit at a time, so that each is judged against what is durable here.
final class Inbound {
  /// What the received state is judged by.
  record Judges(Replica replica, Authority authority) {}

  /// A commit the caller was asked for.
  ///
  /// @param frames how many counted frames it makes durable, 0 or 1
  private record Commit(long id, int frames, Optional<Cursor> cursor) {}

  private final Identity peer;
  private final String incarnation;
  private boolean complete;
  private final Replica replica;
  private final Authority authority;
  private final List<Output> out;
  private final Commits commits;

  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private Optional<Commit> commit = Optional.empty();
  private Optional<Cursor> cursor;
  private Optional<Comparison> comparison = Optional.empty();
  private boolean amnesia;
  private long received;
  private long durable;

  /// @param told the cursor this end named in its greeting: the peer starts there
  Inbound(Greeting peer, Optional<Cursor> told, Judges judges, List<Output> out, Commits commits) {
    this.peer = peer.from();
    this.incarnation = peer.incarnation();
    this.complete = peer.complete();
    this.replica = judges.replica();
    this.authority = judges.authority();
    this.out = out;
    this.commits = commits;
    this.cursor = told;
    this.amnesia = replica.amnesiac();
    if (amnesia) {
      compareIfComplete();
    }
  }

  /// A history that was accepted while this end was away, or whose older parts come up later: to
  /// compare with all of it ends the amnesia.
  private void compareIfComplete() {
    if (complete && comparison.isEmpty()) {
      send(new Frame.Reconcile());
    }
  }

  void receive(Frame frame) throws Violation {
    if (frame instanceof Frame.Batch || frame instanceof Frame.Fill) {
      received++;
    }
    boolean overrun = received - durable > Bounds.WINDOW;
    if (overrun || waiting.size() > Bounds.WINDOW) {
      throw new Violation(
          CloseReason.OVERRUN, "more than " + Bounds.WINDOW + " frames came without an ack");
    }
    waiting.add(frame);
    proceed();
  }

  /// The caller made a commit durable; it may be one that an earlier connection left under way.
  void applied(long id) throws Violation {
    if (commit.isPresent() && commit.get().id() == id) {
      settled(commit.get());
    }
    proceed();
  }

  private void settled(Commit done) {
    commit = Optional.empty();
    durable += done.frames();
    if (done.cursor().isPresent()) {
      cursor = done.cursor();
    }
    if (done.frames() > 0 || done.cursor().isPresent()) {
      send(new Frame.Ack(durable, done.cursor()));
    }
  }

  private void proceed() throws Violation {
    while (commits.isIdle()) {
      if (comparison.isPresent() && comparison.get().isOver()) {
        finish(comparison.get());
      } else if (waiting.isEmpty()) {
        return;
      } else {
        process(waiting.remove());
      }
    }
  }

  private void process(Frame frame) throws Violation {
    switch (frame) {
      case Frame.Batch batch -> batch(batch);
      case Frame.Offer offer -> offer(offer);
      case Frame.Fill fill -> fill(fill);
      case Frame.Hello _,
          Frame.Welcome _,
          Frame.Refuse _,
          Frame.Ack _,
          Frame.Reconcile _,
          Frame.Want _,
          Frame.Ping _,
          Frame.Pong _,
          Frame.OpenStream _,
          Frame.StreamRefused _,
          Frame.Bye _ ->
          throw new AssertionError("not a frame of state: " + frame);
    }
  }

  private void batch(Frame.Batch batch) throws Violation {
    if (comparison.isPresent()) {
      throw outOfOrder("a batch in the middle of an offer");
    }
    if (!follows() || !cursor.orElseThrow().position().equals(batch.from())) {
      String here = cursor.map(Cursor::toString).orElse("at no position");
      throw new Violation(
          CloseReason.GAP, "a batch from " + batch.from() + "; this end stands at " + here);
    }
    Revision last = batch.from();
    var records = new ArrayList<PartRecord>();
    var keys = new TreeSet<PartKey>();
    for (FeedItem item : batch.items()) {
      if (!item.position().isAfter(last) || !keys.add(item.record().key())) {
        throw outOfOrder("items of a batch do not rise, at position " + item.position());
      }
      last = item.position();
      records.add(item.record());
    }
    if (last.isAfter(batch.to()) || !batch.to().isAfter(batch.from())) {
      throw outOfOrder("a batch from " + batch.from() + " to " + batch.to() + " ends at " + last);
    }
    ask(1, acceptable(records), List.of(), Optional.of(new Cursor(incarnation, batch.to())));
  }

  private void fill(Frame.Fill fill) throws Violation {
    Comparison open = comparison.orElseThrow(() -> outOfOrder("a fill without an offer"));
    open.filled(fill);
    ask(1, acceptable(fill.records()), List.of(), Optional.empty());
  }

  private void offer(Frame.Offer offer) throws Violation {
    if (offer.chunk() == 0 && comparison.isEmpty()) {
      comparison = Optional.of(begin(offer));
      if (!follows()) {
        follow(offer);
        return;
      }
    }
    Comparison open = comparison.orElseThrow(() -> outOfOrder("an offer does not start at 0"));
    Comparison.Chunk found = open.compare(offer, replica);
    if (!open.complete() && !found.newer().isEmpty()) {
      Frame.Entry first = found.newer().getFirst();
      forgot(olderThanHeld(first.key(), first.version()));
    }
    List<PartKey> newer = open.complete() ? found.newerKeys() : List.of();
    send(new Frame.Want(offer.chunk(), found.wanted(), newer));
    if (!found.absent().isEmpty() && (open.complete() || !amnesia)) {
      ask(0, List.of(), found.absent(), Optional.empty());
    }
  }

  /// Absence deletes only if the offer comes from the history this end followed, and from no
  /// earlier point of it.
  private Comparison begin(Frame.Offer offer) {
    boolean behind = follows() && cursor.orElseThrow().position().isAfter(offer.at());
    boolean another = !follows() && (cursor.isPresent() || !replica.members().isEmpty());
    if ((behind || another) && !offer.complete()) {
      String here = cursor.map(Cursor::toString).orElse("an unknown one");
      forgot(
          peer
              + " is at "
              + incarnation
              + "@"
              + offer.at()
              + ", what is held here is from "
              + here);
    }
    complete = complete || offer.complete();
    return new Comparison(offer.at(), offer.complete());
  }

  private boolean follows() {
    return cursor.isPresent() && cursor.get().incarnation().equals(incarnation);
  }

  /// Notes, durably and before anything is taken over, that this history is followed from now on:
  /// an offer that is cut short is then one of a known history.
  private void follow(Frame.Offer offer) {
    waiting.addFirst(offer);
    ask(0, List.of(), List.of(), Optional.of(new Cursor(incarnation, Revision.ZERO)));
  }

  private void finish(Comparison done) {
    comparison = Optional.empty();
    ask(0, List.of(), List.of(), Optional.of(new Cursor(incarnation, done.at())));
    if (amnesia && done.complete()) {
      amnesia = false;
      out.add(new Output.AmnesiaOver());
    } else if (amnesia) {
      out.add(new Output.Kept(done.absent(), done.newer()));
    }
  }

  /// The records that may be applied; those older than what is held are left out and reported.
  private List<PartRecord> acceptable(List<PartRecord> records) throws Violation {
    for (PartRecord record : records) {
      if (!authority.mayWrite(peer, record)) {
        throw new Violation(
            CloseReason.NOT_ITS_PART,
            peer + " may not write " + record.key() + " of " + record.object());
      }
    }
    var fresh = new ArrayList<PartRecord>();
    for (PartRecord record : records) {
      Optional<Version> held = replica.held(record.key());
      if (held.isPresent() && held.get().isAfter(record.version())) {
        forgot(olderThanHeld(record.key(), record.version()));
      } else {
        fresh.add(record);
      }
    }
    return fresh;
  }

  private String olderThanHeld(PartKey key, Version theirs) {
    String held = replica.held(key).map(Version::toString).orElse("none");
    return peer + " has " + key + " at " + theirs + ", older than " + held + " which is held here";
  }

  private void forgot(String reason) {
    if (!amnesia) {
      amnesia = true;
      out.add(new Output.Amnesia(reason));
      compareIfComplete();
    }
  }

  private void ask(
      int frames, List<PartRecord> records, List<PartKey> absent, Optional<Cursor> next) {
    var asked = new Commit(commits.begin(), frames, next);
    commit = Optional.of(asked);
    out.add(new Output.Apply(asked.id(), records, absent, next));
  }

  private void send(Frame frame) {
    out.add(new Output.Send(frame, Lane.of(frame)));
  }

  private static Violation outOfOrder(String sentence) {
    return new Violation(CloseReason.OUT_OF_ORDER, sentence);
  }
}
