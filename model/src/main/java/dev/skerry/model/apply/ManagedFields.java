package dev.skerry.model.apply;

import dev.skerry.model.apply.ManagerId.Operation;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `metadata.managedFields`: one entry per [ManagerId], immutable. Entries that own nothing are not
/// kept.
public final class ManagedFields {
  public static final ManagedFields NONE = new ManagedFields(Collections.emptySortedMap());

  /// Entries of kind `UPDATE` in one object, Kubernetes' own bound; older ones become one entry per
  /// version under the name `ancient-changes`.
  public static final int MAX_UPDATERS = 10;

  private static final String ANCIENT = "ancient-changes";
  private static final Comparator<ManagedEntry> BY_AGE =
      Comparator.comparing((ManagedEntry e) -> e.time().orElse(Instant.EPOCH))
          .thenComparing(ManagedEntry::id);

  private final SortedMap<ManagerId, ManagedEntry> entries;

  private ManagedFields(SortedMap<ManagerId, ManagedEntry> entries) {
    this.entries = entries;
  }

  /// What an object says; empty when it says something that is no list of entries.
  public static Optional<ManagedFields> read(Obj object) {
    var read = new TreeMap<ManagerId, ManagedEntry>();
    for (Json item : object.items("metadata", "managedFields")) {
      Optional<ManagedEntry> entry = ManagedEntry.read(item);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      read.put(entry.get().id(), entry.get());
    }
    return Optional.of(of(read));
  }

  /// Whether a writer asks for all ownership to be forgotten: a list of one empty entry.
  static boolean isReset(Obj object) {
    List<Json> items = object.items("metadata", "managedFields");
    return items.size() == 1 && Obj.EMPTY.equals(items.getFirst());
  }

  private static ManagedFields of(SortedMap<ManagerId, ManagedEntry> entries) {
    entries.values().removeIf(entry -> entry.fields().isEmpty());
    return entries.isEmpty() ? NONE : new ManagedFields(entries);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public Collection<ManagedEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  public Optional<ManagedEntry> find(ManagerId id) {
    return Optional.ofNullable(entries.get(id));
  }

  public FieldSet fieldsOf(ManagerId id) {
    return find(id).map(ManagedEntry::fields).orElse(FieldSet.EMPTY);
  }

  ManagedFields with(ManagedEntry entry) {
    var changed = new TreeMap<>(entries);
    changed.put(entry.id(), entry);
    return of(changed);
  }

  /// Takes fields from everyone but one.
  ManagedFields lostByOthers(ManagerId keeper, FieldSet lost) {
    var changed = new TreeMap<>(entries);
    changed.replaceAll(
        (id, entry) -> id.equals(keeper) ? entry : entry.with(entry.fields().difference(lost)));
    return of(changed);
  }

  FieldSet all() {
    FieldSet all = FieldSet.EMPTY;
    for (ManagedEntry entry : entries.values()) {
      all = all.union(entry.fields());
    }
    return all;
  }

  /// Joins the oldest updaters until no more than [#MAX_UPDATERS] are left.
  ManagedFields capped() {
    List<ManagedEntry> updaters =
        entries.values().stream()
            .filter(entry -> entry.id().operation() == Operation.UPDATE)
            .sorted(BY_AGE)
            .toList();
    ManagedFields result = this;
    int left = updaters.size();
    for (int i = 0; left > MAX_UPDATERS && i < updaters.size(); i++) {
      ManagedEntry old = updaters.get(i);
      var bucket = new ManagerId(ANCIENT, Operation.UPDATE, old.apiVersion(), "");
      if (old.id().equals(bucket)) {
        continue;
      }
      left -= result.find(bucket).isPresent() ? 1 : 0;
      result = result.joined(old, bucket);
    }
    return result;
  }

  private ManagedFields joined(ManagedEntry old, ManagerId bucket) {
    var changed = new TreeMap<>(entries);
    changed.remove(old.id());
    FieldSet fields = fieldsOf(bucket).union(old.fields());
    changed.put(bucket, new ManagedEntry(bucket, old.apiVersion(), old.time(), fields));
    return of(changed);
  }

  /// The object with these entries, in Kubernetes' order: appliers first, then by time.
  public Obj writeTo(Obj object) {
    if (entries.isEmpty()) {
      return without(object);
    }
    List<Obj> list =
        entries.values().stream()
            .sorted(
                Comparator.comparing((ManagedEntry e) -> e.id().operation()).thenComparing(BY_AGE))
            .map(ManagedEntry::write)
            .toList();
    return object.withAt(Json.array(list), "metadata", "managedFields");
  }

  static Obj without(Obj object) {
    return object.withoutAt("metadata", "managedFields");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedFields that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
