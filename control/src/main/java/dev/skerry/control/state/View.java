package dev.skerry.control.state;

import dev.skerry.control.usage.Tally;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Everything a control plane knows at one revision, immutable. The loop makes the next one from
/// deltas; every other thread reads a published one for as long as it likes. A pure function of the
/// live rows of the log: how it came about leaves no trace.
public final class View {
  private final SiteName self;
  private final Revision revision;
  private final Objects objects;
  private final TreePMap<PartKey, Stored> parts;
  private final Feeds feeds;
  private final Indexes indexes;
  private final TreePMap<String, Delta.Cursor> cursors;
  private final TreePMap<String, Obj> settings;

  private View(
      SiteName self,
      Revision revision,
      Objects objects,
      TreePMap<PartKey, Stored> parts,
      Feeds feeds,
      Indexes indexes,
      Documents documents) {
    this.self = self;
    this.revision = revision;
    this.objects = objects;
    this.parts = parts;
    this.feeds = feeds;
    this.indexes = indexes;
    this.cursors = documents.cursors();
    this.settings = documents.settings();
  }

  /// What follows from the parts and objects and is asked for often.
  private record Indexes(ShareIndex shares, Tallies tallies) {
    static final Indexes EMPTY = new Indexes(ShareIndex.EMPTY, Tallies.NONE);
  }

  private record Documents(
      TreePMap<String, Delta.Cursor> cursors, TreePMap<String, Obj> settings) {}

  /// A step to the next view, and what it changed for watchers.
  public record Step(View view, List<ObjectChange> changes) {}

  public static View empty(SiteName self) {
    return new View(
        self,
        Revision.ZERO,
        Objects.empty(self),
        TreePMap.empty(),
        Feeds.EMPTY,
        Indexes.EMPTY,
        new Documents(TreePMap.empty(), TreePMap.empty()));
  }

  /// What these parts make, before anything else is known.
  static View of(SiteName self, SortedMap<PartKey, Stored> parts) {
    var gathering = new Gathering(self);
    gathering.takeAll(parts);
    Objects objects = gathering.objects();
    return new View(
        self,
        Revision.ZERO,
        objects,
        TreePMap.fromSortedMap(parts),
        Feeds.EMPTY,
        new Indexes(gathering.shares(), Tallies.of(objects)),
        new Documents(TreePMap.empty(), TreePMap.empty()));
  }

  /// The same at a later head: after loading, since the log's last entries may be removals.
  public View startingAt(Revision head) {
    return new View(self, head, objects, parts, feeds, indexes, new Documents(cursors, settings));
  }

  public SiteName self() {
    return self;
  }

  public Revision revision() {
    return revision;
  }

  public Optional<Entry> find(ObjectKey key) {
    return objects.find(key);
  }

  public Optional<Entry> find(Uid uid) {
    return objects.find(uid);
  }

  /// Everything that is shown, sorted by key.
  public Collection<Entry> all() {
    return objects.byKey().values();
  }

  /// All objects of a kind in all namespaces of a tenant, sorted by key.
  public SortedMap<ObjectKey, Entry> all(GroupKind kind, TenantName tenant) {
    return objects.range(
        new ObjectKey(kind, tenant, "", ""), new ObjectKey(kind, tenant, "\uffff", ""));
  }

  /// The objects of a kind in one namespace, sorted by name.
  public SortedMap<ObjectKey, Entry> in(GroupKind kind, TenantName tenant, String namespace) {
    return objects.range(
        new ObjectKey(kind, tenant, namespace, ""),
        new ObjectKey(kind, tenant, namespace + "\0", ""));
  }

  /// Everything in one namespace, of whatever kind, sorted by key.
  public List<Entry> contents(TenantName tenant, String namespace) {
    return objects.contents(tenant, namespace);
  }

  /// What has parts under this key and shows no object: tombstones, and what was said of something
  /// whose spec is gone or not here yet.
  public SortedSet<Uid> remains(ObjectKey key) {
    return objects.remains(key);
  }

  /// What a namespace holds, counted; only for one that has a ResourceQuota.
  public Optional<Tally> tally(TenantName tenant, String namespace) {
    return indexes.tallies().of(tenant, namespace);
  }

  /// Sites with a live share of something in a namespace.
  public SortedSet<SiteName> sharing(TenantName tenant, String namespace) {
    return indexes.shares().sites(tenant, namespace);
  }

  /// Objects of which a site has a live share.
  public Collection<ObjectKey> sharedAt(SiteName site) {
    return indexes.shares().at(site);
  }

  /// Sites with a live share of anything.
  public List<SiteName> sharing() {
    return indexes.shares().sites();
  }

  /// Deployments and bare pods homed here without a live share.
  public Collection<ObjectKey> unshared() {
    return indexes.shares().without().values();
  }

  /// Objects that name this one in their `ownerReferences`.
  public SortedSet<ObjectKey> ownedBy(Uid owner) {
    return objects.ownedBy(owner);
  }

  /// Live objects whose name is taken by another object here, such as a core namespace that met a
  /// local one.
  public SortedMap<ObjectKey, TreePSet<Uid>> shadowed() {
    return objects.shadowed();
  }

  public Optional<Stored> part(PartKey key) {
    return Optional.ofNullable(parts.get(key));
  }

  /// All parts of one object, tombstones too.
  public SortedMap<PartKey, Stored> parts(Uid uid) {
    return parts.subMap(first(uid), true, last(uid), true);
  }

  public SortedMap<PartKey, Stored> parts() {
    return parts;
  }

  public Feed feed(String subscriber) {
    return feeds.feed(subscriber);
  }

  public SortedSet<String> subscribers() {
    return feeds.subscribers();
  }

  /// Who has this part in their feed, in or leaving.
  public SortedSet<String> subscribers(PartKey key) {
    return feeds.subscribers(key);
  }

  public Optional<Delta.Cursor> cursor(String peer) {
    return Optional.ofNullable(cursors.get(peer));
  }

  public Obj setting(String name) {
    return settings.getOrDefault(name, Obj.EMPTY);
  }

  /// Settings whose name starts with `prefix`.
  public SortedMap<String, Obj> settings(String prefix) {
    return settings.subMap(prefix, prefix + "\uffff");
  }

  /// The view after one delta.
  ///
  /// @param at above this view's revision while living; in any order while loading
  public Step with(Delta delta, Revision at) {
    Revision head = at.isAfter(revision) ? at : revision;
    return switch (delta) {
      case Delta.Part(var record) -> withPart(new Stored(record, at), head);
      case Delta.Member member -> unchanged(head, feeds.with(member, at, part(member.key())));
      case Delta.Dropped(String subscriber, PartKey key) ->
          unchanged(head, feeds.without(subscriber, key));
      case Delta.Forget(PartKey key) -> withoutPart(key, head);
      case Delta.Cursor cursor ->
          documents(head, new Documents(cursors.plus(cursor.peer(), cursor), settings));
      case Delta.Setting(String name, Obj value) ->
          documents(
              head,
              new Documents(
                  cursors, value.isEmpty() ? settings.minus(name) : settings.plus(name, value)));
    };
  }

  private Step unchanged(Revision head, Feeds changed) {
    var documents = new Documents(cursors, settings);
    return new Step(new View(self, head, objects, parts, changed, indexes, documents), List.of());
  }

  private Step documents(Revision head, Documents documents) {
    return new Step(new View(self, head, objects, parts, feeds, indexes, documents), List.of());
  }

  private Step withPart(Stored stored, Revision head) {
    PartKey key = stored.record().key();
    return recompose(
        key.uid(), parts.plus(key, stored), feeds.moved(key, stored.at()), stored.at(), head);
  }

  private Step withoutPart(PartKey key, Revision head) {
    return recompose(key.uid(), parts.minus(key), feeds, head, head);
  }

  private Step recompose(
      Uid uid, TreePMap<PartKey, Stored> changed, Feeds moved, Revision at, Revision head) {
    SortedMap<PartKey, Stored> was = parts(uid);
    SortedMap<PartKey, Stored> is = changed.subMap(first(uid), true, last(uid), true);
    Objects.Step step = objects.recompose(uid, was, is, at);
    ShareIndex shared =
        indexes
            .shares()
            .moved(
                was.values(),
                is.values(),
                objects.composed(uid),
                step.objects().composed(uid),
                self);
    Tallies counted = indexes.tallies().moved(step.changes(), step.objects());
    var documents = new Documents(cursors, settings);
    var next = new Indexes(shared, counted);
    return new Step(
        new View(self, head, step.objects(), changed, moved, next, documents), step.changes());
  }

  private static final SiteName LOWEST = new SiteName("0");
  private static final SiteName HIGHEST = new SiteName("z".repeat(63));

  private static PartKey first(Uid uid) {
    return new PartKey(uid, Part.SPEC, LOWEST);
  }

  private static PartKey last(Uid uid) {
    return new PartKey(uid, Part.REPORT, HIGHEST);
  }
}
