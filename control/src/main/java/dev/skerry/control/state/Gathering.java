package dev.skerry.control.state;

import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.OwnerReference;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// Makes objects and their indexes of all the parts that a store holds: the same as if the parts
/// had come one by one, without a version of every map for each.
final class Gathering {
  private final Objects none;
  private final SiteName self;
  private final TreeMap<ObjectKey, Entry> byKey = new TreeMap<>();
  private final TreeMap<Uid, Entry> all = new TreeMap<>();
  private final TreeMap<Uid, TreePSet<ObjectKey>> owned = new TreeMap<>();
  private final TreeMap<ObjectKey, TreePSet<Uid>> claims = new TreeMap<>();
  private final TreeMap<ObjectKey, TreePSet<Uid>> remains = new TreeMap<>();
  private ShareIndex shares = ShareIndex.EMPTY;

  Gathering(SiteName self) {
    this.self = self;
    none = Objects.empty(self);
  }

  void takeAll(SortedMap<PartKey, Stored> parts) {
    var ofOne = new TreeMap<PartKey, Stored>();
    for (Stored stored : parts.values()) {
      PartKey key = stored.record().key();
      if (!ofOne.isEmpty() && !ofOne.firstKey().uid().equals(key.uid())) {
        take(ofOne);
        ofOne.clear();
      }
      ofOne.put(key, stored);
    }
    take(ofOne);
  }

  /// Takes all parts of one object.
  private void take(SortedMap<PartKey, Stored> parts) {
    Optional<Entry> composed = none.entry(parts);
    if (composed.isPresent()) {
      shown(composed.get());
    } else {
      parts.values().forEach(s -> add(remains, s.record().object(), s.record().key().uid()));
    }
    shares = shares.moved(List.of(), parts.values(), Optional.empty(), composed, self);
  }

  private void shown(Entry entry) {
    all.put(entry.uid(), entry);
    for (OwnerReference owner : entry.owners()) {
      add(owned, owner.uid(), entry.key());
    }
    Entry first = byKey.putIfAbsent(entry.key(), entry);
    if (first != null) {
      add(claims, entry.key(), first.uid());
      add(claims, entry.key(), entry.uid());
    }
  }

  private static <K, V extends Comparable<? super V>> void add(
      Map<K, TreePSet<V>> sets, K key, V value) {
    sets.put(key, sets.getOrDefault(key, TreePSet.<V>empty()).plus(value));
  }

  ShareIndex shares() {
    return shares;
  }

  Objects objects() {
    claims.forEach((key, claimants) ->
        byKey.put(
            key, Objects.best(claimants.stream().map(all::get).toList(), self).orElseThrow()));
    return new Objects(
        none.composition(),
        self,
        TreePMap.fromSortedMap(byKey),
        TreePMap.fromSortedMap(all),
        TreePMap.fromSortedMap(owned),
        TreePMap.fromSortedMap(claims),
        TreePMap.fromSortedMap(remains));
  }
}
