package dev.skerry.control.state;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// The objects that the parts compose to, and their indexes. Where two live objects have one name
/// the one whose home is here is shown, else the one with the lower uid; the other waits in
/// `shadowed`.
///
/// @param byKey what is shown
/// @param all every composed object, shadowed ones too
/// @param claims who wants a key, where more than one does
/// @param remains of a key, what has parts here and shows nothing: tombstones, shares of what is
///   gone
record Objects(
    Composition composition,
    SiteName self,
    TreePMap<ObjectKey, Entry> byKey,
    TreePMap<Uid, Entry> all,
    TreePMap<Uid, TreePSet<ObjectKey>> owned,
    TreePMap<ObjectKey, TreePSet<Uid>> claims,
    TreePMap<ObjectKey, TreePSet<Uid>> remains) {

  static Objects empty(SiteName self) {
    return new Objects(
        new Composition(self),
        self,
        TreePMap.empty(),
        TreePMap.empty(),
        TreePMap.empty(),
        TreePMap.empty(),
        TreePMap.empty());
  }

  record Step(Objects objects, List<ObjectChange> changes) {}

  Optional<Entry> find(ObjectKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /// Shown or shadowed.
  Optional<Entry> composed(Uid uid) {
    return Optional.ofNullable(all.get(uid));
  }

  /// Only what is shown.
  Optional<Entry> find(Uid uid) {
    return Optional.ofNullable(all.get(uid))
        .filter(entry -> find(entry.key()).filter(shown -> shown.uid().equals(uid)).isPresent());
  }

  SortedMap<ObjectKey, Entry> range(ObjectKey from, ObjectKey to) {
    return byKey.subMap(from, to);
  }

  /// Goes from kind to kind, and looks at nothing but what it answers with.
  List<Entry> contents(TenantName tenant, String namespace) {
    var found = new ArrayList<Entry>();
    Optional<ObjectKey> next = byKey.isEmpty() ? Optional.empty() : Optional.of(byKey.firstKey());
    while (next.isPresent()) {
      GroupKind kind = next.get().kind();
      var from = new ObjectKey(kind, tenant, namespace, "");
      found.addAll(byKey.subMap(from, new ObjectKey(kind, tenant, namespace + "\0", "")).values());
      next = Optional.ofNullable(byKey.higherKey(after(kind)));
    }
    return found;
  }

  /// Above every key of a kind: nothing in a name is above its last letter.
  private static ObjectKey after(GroupKind kind) {
    return new ObjectKey(
        new GroupKind(kind.group(), kind.kind() + "\0"), TenantName.DEFAULT, "", "");
  }

  SortedSet<Uid> remains(ObjectKey key) {
    return remains.getOrDefault(key, TreePSet.empty());
  }

  SortedSet<ObjectKey> ownedBy(Uid owner) {
    return owned.getOrDefault(owner, TreePSet.empty());
  }

  SortedMap<ObjectKey, TreePSet<Uid>> shadowed() {
    TreePMap<ObjectKey, TreePSet<Uid>> waiting = TreePMap.empty();
    for (var claim : claims.entrySet()) {
      Uid shown = find(claim.getKey()).orElseThrow().uid();
      waiting = waiting.plus(claim.getKey(), claim.getValue().minus(shown));
    }
    return waiting;
  }

  /// The objects after one part of a uid changed from `was` to `parts`. `at` is the revision of
  /// that change.
  Step recompose(
      Uid uid, SortedMap<PartKey, Stored> was, SortedMap<PartKey, Stored> parts, Revision at) {
    Optional<Entry> before = Optional.ofNullable(all.get(uid));
    Optional<Entry> after = entry(parts);
    Objects next = remembered(uid, was, parts, after.isEmpty());
    if (before.map(Entry::text).equals(after.map(Entry::text))) {
      return new Step(next, List.of());
    }
    var touched = new ArrayList<ObjectKey>();
    if (before.isPresent()) {
      next = next.minus(before.get());
      touched.add(before.get().key());
    }
    if (after.isPresent()) {
      next = next.plus(after.get());
      if (!touched.contains(after.get().key())) {
        touched.add(after.get().key());
      }
    }
    var changes = new ArrayList<ObjectChange>();
    for (ObjectKey key : touched) {
      Optional<Entry> shown = find(key);
      Settled settled = next.settle(key, shown, after.filter(e -> e.key().equals(key)));
      next = settled.objects();
      if (!shown.equals(settled.best())) {
        changes.add(new ObjectChange(key, at, shown, settled.best()));
      }
    }
    return new Step(next, changes);
  }

  /// With what remains of the object where it shows nothing.
  private Objects remembered(
      Uid uid, SortedMap<PartKey, Stored> was, SortedMap<PartKey, Stored> parts, boolean hidden) {
    TreePMap<ObjectKey, TreePSet<Uid>> left = remains;
    for (Stored stored : was.values()) {
      TreePSet<Uid> uids = left.get(stored.record().object());
      if (uids != null && uids.contains(uid)) {
        TreePSet<Uid> others = uids.minus(uid);
        ObjectKey key = stored.record().object();
        left = others.isEmpty() ? left.minus(key) : left.plus(key, others);
      }
    }
    for (Stored stored : parts.values()) {
      ObjectKey key = stored.record().object();
      if (hidden) {
        left = left.plus(key, left.getOrDefault(key, TreePSet.<Uid>empty()).plus(uid));
      }
    }
    return new Objects(composition, self, byKey, all, owned, claims, left);
  }

  /// An object whose spec is here shows by its spec; one that only a child's report tells of, by
  /// that report.
  Optional<Entry> entry(SortedMap<PartKey, Stored> parts) {
    return composition
        .compose(parts)
        .map(shown -> Entry.of(shown.place(), shown.text(), newest(parts)))
        .or(() -> reported(parts));
  }

  private Optional<Entry> reported(SortedMap<PartKey, Stored> parts) {
    for (Stored stored : parts.values()) {
      PartKey key = stored.record().key();
      if (key.part() == Part.REPORT
          && !key.site().equals(self)
          && stored.record().body() instanceof Body.Present present) {
        Composition.Composed shown = Projection.of(stored.record(), present.json());
        return Optional.of(Entry.of(shown.place(), shown.text(), stored.at()));
      }
    }
    return Optional.empty();
  }

  /// The revision of the last part that shows here: the spec, and whatever is about this site but
  /// its own report, which repeats what is shown.
  private Revision newest(SortedMap<PartKey, Stored> parts) {
    return parts.values().stream()
        .filter(s -> shows(s.record().key()))
        .map(Stored::at)
        .max(Revision::compareTo)
        .orElse(Revision.ZERO);
  }

  private boolean shows(PartKey key) {
    return switch (key.part()) {
      case SPEC -> true;
      case SHARE, STATUS, OVERRIDE -> key.site().equals(self);
      case REPORT -> false;
    };
  }

  private Objects minus(Entry entry) {
    TreePMap<Uid, TreePSet<ObjectKey>> owners = owned;
    for (OwnerReference owner : entry.owners()) {
      TreePSet<ObjectKey> left =
          owners.getOrDefault(owner.uid(), TreePSet.<ObjectKey>empty()).minus(entry.key());
      owners = left.isEmpty() ? owners.minus(owner.uid()) : owners.plus(owner.uid(), left);
    }
    return new Objects(composition, self, byKey, all.minus(entry.uid()), owners, claims, remains);
  }

  private Objects plus(Entry entry) {
    TreePMap<Uid, TreePSet<ObjectKey>> owners = owned;
    for (OwnerReference owner : entry.owners()) {
      owners =
          owners.plus(
              owner.uid(),
              owners.getOrDefault(owner.uid(), TreePSet.<ObjectKey>empty()).plus(entry.key()));
    }
    return new Objects(
        composition, self, byKey, all.plus(entry.uid(), entry), owners, claims, remains);
  }

  /// Of those that want one key, who is shown there.
  ///
  /// @param claimants by uid
  static Optional<Entry> best(List<Entry> claimants, SiteName self) {
    Optional<Entry> best = Optional.empty();
    for (Entry claimant : claimants) {
      if (best.isEmpty() || claimant.home().equals(self)) {
        best = Optional.of(claimant);
      }
    }
    return best;
  }

  private record Settled(Objects objects, Optional<Entry> best) {}

  /// Shows at `key` whoever has the best claim to it: of those that had one, who is `shown` there
  /// so far, and `comer`.
  private Settled settle(ObjectKey key, Optional<Entry> shown, Optional<Entry> comer) {
    TreePSet<Uid> claimants = claims.getOrDefault(key, TreePSet.<Uid>empty());
    if (shown.isPresent()) {
      claimants = claimants.plus(shown.get().uid());
    }
    if (comer.isPresent()) {
      claimants = claimants.plus(comer.get().uid());
    }
    var standing = new ArrayList<Entry>();
    for (Uid uid : claimants) {
      Entry claimant = all.get(uid);
      if (claimant == null || !claimant.key().equals(key)) {
        claimants = claimants.minus(uid);
      } else {
        standing.add(claimant);
      }
    }
    Optional<Entry> best = best(standing, self);
    var objects =
        new Objects(
            composition,
            self,
            best.isPresent() ? byKey.plus(key, best.get()) : byKey.minus(key),
            all,
            owned,
            claimants.size() > 1 ? claims.plus(key, claimants) : claims.minus(key),
            remains);
    return new Settled(objects, best);
  }
}
