package dev.skerry.sync.session;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Replica;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/// A full-state offer as its receiver works through it, chunk by chunk in key order.
final class Comparison {
  /// What one chunk showed.
  ///
  /// @param wanted parts not held, or held older
  /// @param absent parts held in the chunk's range of keys that the sender does not have
  /// @param newer parts the sender has older than they are held
  record Chunk(List<PartKey> wanted, List<PartKey> absent, List<Frame.Entry> newer) {
    List<PartKey> newerKeys() {
      return newer.stream().map(Frame.Entry::key).toList();
    }
  }

  private final Revision at;
  private final boolean complete;
  private int nextChunk;
  private boolean listed;
  private Optional<PartKey> seenTo = Optional.empty();
  private final TreeSet<PartKey> awaited = new TreeSet<>();
  private final List<PartKey> absent = new ArrayList<>();
  private final List<PartKey> newer = new ArrayList<>();
  private boolean filling;

  Comparison(Revision at, boolean complete) {
    this.at = at;
    this.complete = complete;
  }

  Revision at() {
    return at;
  }

  boolean complete() {
    return complete;
  }

  /// Parts held so far that the sender does not have.
  List<PartKey> absent() {
    return absent;
  }

  /// Parts held newer than the sender has them, so far.
  List<PartKey> newer() {
    return newer;
  }

  /// Every chunk came and every wanted part of it.
  boolean isOver() {
    return listed && !filling;
  }

  Chunk compare(Frame.Offer offer, Replica replica) throws Violation {
    boolean inPlace = offer.chunk() == nextChunk && !listed && !filling;
    boolean same = offer.at().equals(at) && offer.complete() == complete;
    boolean empty = offer.entries().isEmpty() && !offer.last();
    if (!inPlace || !same || empty) {
      throw outOfOrder("offer chunk " + offer.chunk() + " came for chunk " + nextChunk);
    }
    Optional<PartKey> before = seenTo;
    for (Frame.Entry entry : offer.entries()) {
      requireRising(entry.key());
    }
    var wanted = new ArrayList<PartKey>();
    var ahead = new ArrayList<Frame.Entry>();
    NavigableMap<PartKey, Version> members = replica.members();
    var missing = new TreeSet<>(range(members, before, offer).keySet());
    for (Frame.Entry entry : offer.entries()) {
      missing.remove(entry.key());
      Optional<Version> held = replica.held(entry.key());
      if (held.isEmpty() || entry.version().isAfter(held.get())) {
        wanted.add(entry.key());
      } else if (held.get().isAfter(entry.version())) {
        ahead.add(entry);
      }
    }
    nextChunk++;
    listed = offer.last();
    filling = !wanted.isEmpty();
    awaited.addAll(wanted);
    absent.addAll(missing);
    ahead.forEach(entry -> newer.add(entry.key()));
    return new Chunk(List.copyOf(wanted), List.copyOf(missing), List.copyOf(ahead));
  }

  /// What is held after the keys seen before, up to the end of this chunk.
  private static NavigableMap<PartKey, Version> range(
      NavigableMap<PartKey, Version> members, Optional<PartKey> before, Frame.Offer offer) {
    var after = before.map(key -> members.tailMap(key, false)).orElse(members);
    return offer.last() ? after : after.headMap(offer.entries().getLast().key(), true);
  }

  private void requireRising(PartKey key) throws Violation {
    if (seenTo.isPresent() && seenTo.get().compareTo(key) >= 0) {
      throw outOfOrder("offered keys do not rise, at " + key);
    }
    seenTo = Optional.of(key);
  }

  void filled(Frame.Fill fill) throws Violation {
    if (!filling || fill.chunk() != nextChunk - 1) {
      throw outOfOrder("a fill for chunk " + fill.chunk() + " that nothing is wanted of");
    }
    for (PartRecord record : fill.records()) {
      if (!awaited.remove(record.key())) {
        throw outOfOrder("a fill with " + record.key() + ", which was not wanted");
      }
    }
    if (fill.done()) {
      awaited.clear();
      filling = false;
    }
  }

  private static Violation outOfOrder(String sentence) {
    return new Violation(CloseReason.OUT_OF_ORDER, sentence);
  }
}
