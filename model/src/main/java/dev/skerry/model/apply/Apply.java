package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Server-side apply on one kind, or one subresource of it: the applied configuration is the whole
/// of what its manager wants to own.
///
/// Source: Kubernetes' documentation "Server-Side Apply"; field sets and conflicts as in
/// structured-merge-diff v4.
public final class Apply {
  /// Who owned an object before anyone's ownership was kept.
  static final String BEFORE_FIRST = "before-first-apply";

  private final Shape shape;
  private final FieldSet reset;

  /// @param reset fields that a write through this (sub)resource leaves as they are, such as
  ///   `status` of the object itself; applied values there are ignored
  public Apply(Schema schema, FieldSet reset) {
    this.shape = Shape.of(schema);
    this.reset = reset;
  }

  /// Lays a configuration over the live object, or makes it the object if there is none. What the
  /// server writes (`uid`, `resourceVersion` …) is ignored in the configuration: checking it as a
  /// precondition is the caller's.
  ///
  /// @param force take over fields that others own instead of answering `Conflicted`
  public ApplyOutcome onto(
      Optional<Obj> live, Obj config, Writer writer, boolean force, Instant now) {
    if (config.at("metadata", "managedFields").orElse(Json.Arr.EMPTY) instanceof Json.Arr list
        && list.size() > 0) {
      return new ApplyOutcome.Refused(
          ".metadata.managedFields", "metadata.managedFields must be nil: leave it out");
    }
    Obj wanted = Hollow.without(Removal.without(Unowned.strip(config), reset, shape), shape);
    Optional<Extraction.Problem> problem = Extraction.problem(wanted, shape);
    if (problem.isPresent()) {
      return new ApplyOutcome.Refused(problem.get().path(), problem.get().sentence());
    }
    Obj before = ManagedFields.without(live.orElse(Obj.EMPTY));
    ManagedFields held = held(live, before, now);
    var id = ManagerId.applier(writer);
    FieldSet mine = Extraction.of(wanted, shape);
    FieldSet last = held.fieldsOf(id).recursiveDifference(reset);
    ManagedFields claimed =
        held.with(new ManagedEntry(id, writer.apiVersion(), Optional.empty(), mine));
    Obj after = pruned(Merging.merge(before, wanted, shape), last, mine, claimed);

    Comparison change = Comparison.of(before, after, shape);
    List<Conflict> conflicts = force ? List.of() : conflicts(held, id, change);
    if (!conflicts.isEmpty()) {
      return new ApplyOutcome.Conflicted(conflicts);
    }
    FieldSet owned = mine.difference(Unowned.FIELDS);
    boolean same =
        before.equals(after)
            && held.find(id)
                .filter(e -> e.fields().equals(owned) && e.apiVersion().equals(writer.apiVersion()))
                .isPresent();
    Optional<Instant> time = same ? held.find(id).flatMap(ManagedEntry::time) : Optional.of(now);
    ManagedFields managed =
        claimed
            .lostByOthers(id, change.set().union(change.removed()))
            .with(new ManagedEntry(id, writer.apiVersion(), time, owned));
    Obj object = managed.writeTo(after);
    return new ApplyOutcome.Applied(object, !live.equals(Optional.of(object)));
  }

  /// Entries of the live object. If it has none, all it holds is someone's who came before.
  private ManagedFields held(Optional<Obj> live, Obj before, Instant now) {
    ManagedFields held = live.flatMap(ManagedFields::read).orElse(ManagedFields.NONE);
    if (live.isEmpty() || !held.isEmpty()) {
      return held;
    }
    var someone = new Writer(BEFORE_FIRST, before.text("apiVersion"));
    FieldSet all = Comparison.of(Obj.EMPTY, before, shape).set().difference(Unowned.FIELDS);
    var id = ManagerId.updater(someone);
    return held.with(new ManagedEntry(id, someone.apiVersion(), Optional.of(now), all));
  }

  /// Takes out what the manager applied last time, does not apply now, and nobody else owns.
  private Obj pruned(Obj merged, FieldSet last, FieldSet mine, ManagedFields managed) {
    if (last.difference(mine).isEmpty()) {
      return merged;
    }
    FieldSet whole = Extraction.of(merged, shape).withNamedFields(shape);
    FieldSet owned = managed.all();
    FieldSet dropped = last.withNamedFields(shape);
    FieldSet rest =
        Extraction.of(Removal.without(merged, dropped, shape), shape).withNamedFields(shape);
    FieldSet unowned = whole.difference(rest.union(owned.withNamedFields(shape)));
    Obj kept = new Removal(unowned, owned).from(merged, shape);
    FieldSet gone =
        whole
            .difference(Extraction.of(kept, shape).withNamedFields(shape))
            .intersection(dropped)
            .difference(owned);
    return new Removal(gone, owned).from(merged, shape);
  }

  private static List<Conflict> conflicts(ManagedFields held, ManagerId me, Comparison change) {
    var conflicts = new ArrayList<Conflict>();
    for (ManagedEntry entry : held.entries()) {
      if (!entry.id().equals(me)) {
        entry.fields().intersection(change.set()).paths().stream()
            .map(path -> new Conflict(entry.id(), path))
            .forEach(conflicts::add);
      }
    }
    return conflicts;
  }
}
