package dev.skerry.model.kind;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The kinds that a control plane serves. Immutable: a changed registry is a new one. Lists are
/// sorted by group, version and plural.
public final class Kinds {
  private record Resource(String group, String version, String plural)
      implements Comparable<Resource> {
    @Override
    public int compareTo(Resource other) {
      int byGroup = group.compareTo(other.group);
      int byVersion = byGroup != 0 ? byGroup : version.compareTo(other.version);
      return byVersion != 0 ? byVersion : plural.compareTo(other.plural);
    }
  }

  private final SortedMap<Resource, Kind> byResource;
  private final SortedMap<GroupKind, Kind> byGroupKind;

  private Kinds(SortedMap<Resource, Kind> byResource) {
    this.byResource = Collections.unmodifiableSortedMap(byResource);
    var stored = new TreeMap<GroupKind, Kind>();
    byResource.values().stream()
        .filter(kind -> kind.custom().isEmpty() || isStored(kind))
        .forEach(kind -> stored.put(kind.groupKind(), kind));
    byResource.values().forEach(kind -> stored.putIfAbsent(kind.groupKind(), kind));
    this.byGroupKind = Collections.unmodifiableSortedMap(stored);
  }

  private static boolean isStored(Kind kind) {
    return kind.storedApiVersion().equals(kind.apiVersion());
  }

  public static Kinds of(List<Kind> kinds) {
    var byResource = new TreeMap<Resource, Kind>();
    kinds.forEach(kind -> byResource.put(resourceOf(kind), kind));
    return new Kinds(byResource);
  }

  /// Every kind that Skerry itself declares; read once per process.
  public static Kinds builtIn() {
    return BuiltIn.KINDS;
  }

  /// The shape of an object that is sent or answered but is no resource of its own, such as
  /// `autoscaling.Scale` or `meta.DeleteOptions`.
  public static Schema builtInSchema(String reference) {
    return BuiltIn.DEFINITIONS.schema(reference);
  }

  /// This registry with one more kind; it replaces one of the same group, version and plural.
  public Kinds with(Kind kind) {
    var grown = new TreeMap<>(byResource);
    grown.put(resourceOf(kind), kind);
    return new Kinds(grown);
  }

  /// This registry with more kinds, as [#with] adds each.
  public Kinds withAll(List<Kind> kinds) {
    var grown = new TreeMap<>(byResource);
    kinds.forEach(kind -> grown.put(resourceOf(kind), kind));
    return new Kinds(grown);
  }

  public Kinds without(Kind kind) {
    var shrunk = new TreeMap<>(byResource);
    shrunk.remove(resourceOf(kind));
    return new Kinds(shrunk);
  }

  public List<Kind> all() {
    return List.copyOf(byResource.values());
  }

  /// By what stands in a request's path.
  public Optional<Kind> find(String group, String version, String plural) {
    return Optional.ofNullable(byResource.get(new Resource(group, version, plural)));
  }

  /// By what stands in an object: `apps/v1` and `Deployment`.
  public Optional<Kind> findObject(String apiVersion, String kind) {
    return all().stream()
        .filter(k -> k.kind().equals(kind) && k.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /// The version in which objects of this kind are stored, which for a built-in one is the last by
  /// name; another where that one is not served.
  public Optional<Kind> find(GroupKind groupKind) {
    return Optional.ofNullable(byGroupKind.get(groupKind));
  }

  /// @param version as in a path; empty for the one in which objects are stored
  public Optional<Kind> find(GroupKind groupKind, String version) {
    return version.isEmpty()
        ? find(groupKind)
        : byResource.values().stream()
            .filter(k -> k.version().equals(version) && k.groupKind().equals(groupKind))
            .findFirst();
  }

  /// The kind, which must be registered; else a bug.
  public Kind require(GroupKind groupKind) {
    return find(groupKind)
        .orElseThrow(() -> new IllegalStateException("no kind " + groupKind + " is registered"));
  }

  /// By what a person writes: plural, singular, short name or kind, with or without `.group`, in
  /// any case. Several when groups share a word.
  public List<Kind> named(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    String name = dot < 0 ? lower : lower.substring(0, dot);
    return all().stream()
        .filter(k -> dot < 0 || k.group().equals(lower.substring(dot + 1)))
        .filter(k ->
            k.plural().equals(name)
                || k.singular().equals(name)
                || k.kind().equalsIgnoreCase(name)
                || k.shortNames().contains(name))
        .toList();
  }

  /// Group names, the core group's empty one first.
  public SortedSet<String> groups() {
    var groups = new TreeSet<String>();
    byResource.keySet().forEach(resource -> groups.add(resource.group()));
    return groups;
  }

  /// Versions of a group, the preferred one first: stable before beta before alpha, newer first.
  public List<String> versions(String group) {
    var versions = new ArrayList<String>();
    byResource.keySet().stream()
        .filter(r -> r.group().equals(group) && !versions.contains(r.version()))
        .forEach(r -> versions.add(r.version()));
    versions.sort(VersionOrder.PREFERRED_FIRST);
    return List.copyOf(versions);
  }

  public List<Kind> in(String group, String version) {
    return all().stream()
        .filter(k -> k.group().equals(group) && k.version().equals(version))
        .toList();
  }

  private static Resource resourceOf(Kind kind) {
    return new Resource(kind.group(), kind.version(), kind.plural());
  }
}
