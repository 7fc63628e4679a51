package dev.skerry.control.state;

import dev.skerry.control.usage.Tally;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.pcollections.TreePMap;

/// What the namespaces with a ResourceQuota hold, kept with every change: a namespace is counted
/// whole when its first quota comes, and after that each change costs as much as the one object
/// that changed. A namespace without a quota costs one look into a map. What only a child's report
/// tells of is not held here and not counted. Follows from the objects alone.
record Tallies(TreePMap<Place, Tally> byNamespace) {
  static final Tallies NONE = new Tallies(TreePMap.empty());

  private static final TenantName LOWEST = new TenantName("0");
  private static final GroupKind QUOTA = GroupKind.core("ResourceQuota");

  record Place(TenantName tenant, String namespace) implements Comparable<Place> {
    static Place of(ObjectKey key) {
      return new Place(key.tenant(), key.namespace());
    }

    @Override
    public int compareTo(Place other) {
      int order = tenant.compareTo(other.tenant);
      return order == 0 ? namespace.compareTo(other.namespace) : order;
    }
  }

  static Tallies of(Objects objects) {
    var places = new TreeSet<Place>();
    var first = new ObjectKey(QUOTA, LOWEST, "", "");
    for (ObjectKey key : objects.byKey().tailMap(first).keySet()) {
      if (!key.kind().equals(QUOTA)) {
        break;
      }
      places.add(Place.of(key));
    }
    TreePMap<Place, Tally> counted = TreePMap.empty();
    for (Place place : places) {
      counted = counted.plus(place, counted(objects, place));
    }
    return new Tallies(counted);
  }

  private static Tally counted(Objects objects, Place place) {
    Tally tally = Tally.NOTHING;
    for (Entry entry : objects.contents(place.tenant(), place.namespace())) {
      tally = with(tally, entry);
    }
    return tally;
  }

  private static Tally with(Tally tally, Entry entry) {
    return entry.projected() ? tally : tally.plus(entry.key().kind(), entry::json);
  }

  private static Tally without(Tally tally, Entry entry) {
    return entry.projected() ? tally : tally.minus(entry.key().kind(), entry::json);
  }

  /// @param objects after these changes
  Tallies moved(List<ObjectChange> changes, Objects objects) {
    var places = new TreeSet<Place>();
    changes.forEach(change -> places.add(Place.of(change.key())));
    Tallies next = this;
    for (Place place : places) {
      List<ObjectChange> here =
          changes.stream().filter(change -> Place.of(change.key()).equals(place)).toList();
      next = next.moved(place, here, objects);
    }
    return next;
  }

  private Tallies moved(Place place, List<ObjectChange> changes, Objects objects) {
    boolean quota = changes.stream().anyMatch(change -> change.key().kind().equals(QUOTA));
    if (quota && quotas(objects, place).isEmpty()) {
      return new Tallies(byNamespace.minus(place));
    }
    Tally tally = byNamespace.get(place);
    if (tally == null) {
      return quota ? new Tallies(byNamespace.plus(place, counted(objects, place))) : this;
    }
    for (ObjectChange change : changes) {
      tally = change.before().isPresent() ? without(tally, change.before().get()) : tally;
      tally = change.after().isPresent() ? with(tally, change.after().get()) : tally;
    }
    return new Tallies(byNamespace.plus(place, tally));
  }

  private static SortedMap<ObjectKey, Entry> quotas(Objects objects, Place place) {
    return objects.range(
        new ObjectKey(QUOTA, place.tenant(), place.namespace(), ""),
        new ObjectKey(QUOTA, place.tenant(), place.namespace() + "\0", ""));
  }

  Optional<Tally> of(TenantName tenant, String namespace) {
    return Optional.ofNullable(byNamespace.get(new Place(tenant, namespace)));
  }
}
