package dev.skerry.node.feed;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.FeedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The statuses that a node tells its control plane, which keeps none of this feed as such: on each
/// connection all of it is told. So a departure that is not confirmed counts as a member, too.
final class Told implements FeedSource {
  private static final long EPOCH = 1;

  private final String incarnation;
  private final SiteName site;
  private final TreeMap<PartKey, FeedItem> items = new TreeMap<>();
  private final TreeMap<Revision, PartKey> order = new TreeMap<>();
  private Revision head = Revision.ZERO;

  Told(String incarnation, SiteName site) {
    this.incarnation = incarnation;
    this.site = site;
  }

  void status(Uid uid, ObjectKey object, Obj status) {
    say(uid, object, new Body.Present(Json.object().put("status", status).build()));
  }

  void gone(Uid uid, ObjectKey object) {
    say(uid, object, new Body.Gone("nothing of it is left on the node"));
  }

  private void say(Uid uid, ObjectKey object, Body body) {
    var key = new PartKey(uid, Part.STATUS, site);
    FeedItem before = items.get(key);
    if (before != null) {
      if (before.record().body().equals(body)) {
        return;
      }
      order.remove(before.position());
    }
    head = head.next();
    var version = new Version(EPOCH, head.value());
    items.put(key, new FeedItem(head, new PartRecord(key, version, object, site, body)));
    order.put(head, key);
  }

  /// Whether the end of this pod is to be told still.
  boolean isGone(Uid uid) {
    FeedItem item = items.get(new PartKey(uid, Part.STATUS, site));
    return item != null && item.record().gone();
  }

  /// The control plane has no such object any more.
  void forget(Uid uid) {
    FeedItem item = items.remove(new PartKey(uid, Part.STATUS, site));
    if (item != null) {
      order.remove(item.position());
    }
  }

  /// Uids of which anything is told.
  SortedSet<Uid> known() {
    var uids = new TreeSet<Uid>();
    items.keySet().forEach(key -> uids.add(key.uid()));
    return uids;
  }

  /// Departures up to there have been acted on.
  void confirmed(Cursor cursor) {
    if (cursor.incarnation().equals(incarnation)) {
      List<PartKey> keys = List.copyOf(order.headMap(cursor.position(), true).values());
      for (PartKey key : keys) {
        FeedItem item = items.get(key);
        if (item != null && item.record().gone()) {
          forget(key.uid());
        }
      }
    }
  }

  @Override
  public String incarnation() {
    return incarnation;
  }

  @Override
  public Revision head() {
    return head;
  }

  @Override
  public Revision floor() {
    return Revision.ZERO;
  }

  @Override
  public boolean historyComplete() {
    return true;
  }

  @Override
  public Slice after(Revision position, int maxItems, int maxBytes) {
    var slice = new ArrayList<FeedItem>();
    int bytes = 0;
    for (PartKey key : order.tailMap(position, false).values()) {
      FeedItem item = items.get(key);
      if (item == null) {
        throw new AssertionError("nothing is told of " + key);
      }
      bytes += item.record().bytes().size();
      if (!slice.isEmpty() && (slice.size() >= maxItems || bytes > maxBytes)) {
        return new Slice(slice, slice.getLast().position());
      }
      slice.add(item);
    }
    return new Slice(slice, head.isAfter(position) ? head : position);
  }

  @Override
  public NavigableMap<PartKey, Version> members() {
    var members = new TreeMap<PartKey, Version>();
    items.forEach((key, item) -> members.put(key, item.record().version()));
    return members;
  }

  @Override
  public Optional<PartRecord> part(PartKey key) {
    return Optional.ofNullable(items.get(key)).map(FeedItem::record);
  }
}
