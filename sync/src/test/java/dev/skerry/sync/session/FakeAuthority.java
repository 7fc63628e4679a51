package dev.skerry.sync.session;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.FeedSource;
import dev.skerry.sync.feed.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A store with one subscriber. Positions have gaps, as those of a real store have for a scope.
final class FakeAuthority implements FeedSource {
  private final SiteName name;
  private final TreeMap<PartKey, FeedItem> parts = new TreeMap<>();
  private final TreeMap<PartKey, PartRecord> outOfScope = new TreeMap<>();
  private final TreeMap<Revision, FeedItem> feed = new TreeMap<>();
  private final TreeMap<PartKey, Version> newest = new TreeMap<>();
  String incarnation = "first";
  long epoch = 1;
  boolean complete;
  private Revision head = Revision.ZERO;
  private Revision floor = Revision.ZERO;
  int reads;

  FakeAuthority(SiteName name) {
    this.name = name;
  }

  /// A copy of what there is now, as a backup would have it, under another incarnation.
  FakeAuthority restored(String otherIncarnation) {
    var copy = new FakeAuthority(name);
    copy.parts.putAll(parts);
    copy.outOfScope.putAll(outOfScope);
    copy.feed.putAll(feed);
    copy.newest.putAll(newest);
    copy.incarnation = otherIncarnation;
    copy.epoch = epoch + 1;
    copy.head = head;
    copy.floor = floor;
    return copy;
  }

  void write(PartKey key, String text) {
    outOfScope.remove(key);
    enter(Parts.present(key, nextVersion(key), name, text));
  }

  void delete(PartKey key) {
    outOfScope.remove(key);
    FeedItem item = parts.get(key);
    if (item != null && !item.record().gone()) {
      enter(Parts.gone(key, nextVersion(key), name));
    }
  }

  /// The part leaves the scope and keeps its version.
  void hide(PartKey key) {
    FeedItem item = parts.get(key);
    if (item != null && !item.record().gone()) {
      outOfScope.put(key, item.record());
      enter(Parts.gone(key, item.record().version(), name));
    }
  }

  void show(PartKey key) {
    PartRecord hidden = outOfScope.remove(key);
    if (hidden != null) {
      enter(hidden);
    }
  }

  /// Says anew what there is, in a version above all others.
  void again(PartKey key) {
    FeedItem item = parts.get(key);
    if (item != null && !item.record().gone()) {
      PartRecord was = item.record();
      enter(new PartRecord(key, nextVersion(key), was.object(), was.authority(), was.body()));
    }
  }

  void forgetTombstones() {
    for (FeedItem item : new ArrayList<>(parts.values())) {
      if (item.record().gone()) {
        parts.remove(item.record().key());
        feed.remove(item.position());
        floor = item.position().isAfter(floor) ? item.position() : floor;
      }
    }
  }

  private Version nextVersion(PartKey key) {
    var next = new Version(epoch, newest.getOrDefault(key, new Version(0, 0)).sequence() + 1);
    newest.put(key, next);
    return next;
  }

  private void enter(PartRecord record) {
    head = new Revision(head.value() + 3);
    FeedItem before = parts.get(record.key());
    if (before != null) {
      feed.remove(before.position());
    }
    var item = new FeedItem(head, record);
    parts.put(record.key(), item);
    feed.put(head, item);
  }

  NavigableMap<PartKey, PartRecord> live() {
    var live = new TreeMap<PartKey, PartRecord>();
    for (FeedItem item : parts.values()) {
      if (!item.record().gone()) {
        live.put(item.record().key(), item.record());
      }
    }
    return live;
  }

  @Override
  public String incarnation() {
    return incarnation;
  }

  @Override
  public Life life() {
    return new Life("p2", List.of(new Life.Earlier("p1", new Revision(3))));
  }

  @Override
  public Revision head() {
    return head;
  }

  @Override
  public Revision floor() {
    return floor;
  }

  @Override
  public boolean historyComplete() {
    return complete;
  }

  @Override
  public Slice after(Revision position, int maxItems, int maxBytes) {
    if (floor.isAfter(position)) {
      throw new AssertionError("read at " + position + ", below the floor " + floor);
    }
    reads++;
    var items = new ArrayList<FeedItem>();
    int bytes = 0;
    for (FeedItem item : feed.tailMap(position, false).values()) {
      bytes += item.record().bytes().size();
      if (!items.isEmpty() && (items.size() == maxItems || bytes > maxBytes)) {
        return new Slice(items, items.getLast().position());
      }
      items.add(item);
    }
    return new Slice(items, head);
  }

  @Override
  public NavigableMap<PartKey, Version> members() {
    var members = new TreeMap<PartKey, Version>();
    live().forEach((key, record) -> members.put(key, record.version()));
    return members;
  }

  @Override
  public Optional<PartRecord> part(PartKey key) {
    return Optional.ofNullable(live().get(key));
  }
}
