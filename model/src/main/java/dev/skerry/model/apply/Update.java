package dev.skerry.model.apply;

import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Schema;
import java.time.Instant;
import java.util.Optional;

/// Keeps managedFields for writes that are no apply (create, replace, all other patches): who
/// changes a field owns it from then on, alone.
public final class Update {
  private final Shape shape;
  private final FieldSet reset;

  /// @param reset fields that a write through this (sub)resource leaves as they are, such as
  ///   `status` of the object itself; nobody comes to own them by it
  public Update(Schema schema, FieldSet reset) {
    this.shape = Shape.of(schema);
    this.reset = reset;
  }

  /// The written object with its managedFields. Call it after defaulting: a creator owns defaults.
  ///
  /// A writer may set managedFields through the object itself: `[{}]` forgets all owners, a list of
  /// valid entries replaces them, anything else is ignored. An object whose owners were forgotten
  /// has none until the next apply.
  public Obj written(Optional<Obj> live, Obj written, Writer writer, Instant now) {
    Obj after = ManagedFields.without(written);
    ManagedFields held = held(live, written, writer);
    if (live.isPresent() && held.isEmpty()) {
      return after;
    }
    Obj before = live.map(ManagedFields::without).orElse(Obj.EMPTY);
    Comparison change = Comparison.of(before, after, shape).without(reset);
    var id = ManagerId.updater(writer);
    FieldSet taken = change.set().difference(Unowned.FIELDS);
    FieldSet mine = held.fieldsOf(id).difference(change.removed()).union(taken);
    Optional<Instant> time =
        taken.isEmpty() ? held.find(id).flatMap(ManagedEntry::time) : Optional.of(now);
    return held.lostByOthers(id, change.set().union(change.removed()))
        .with(new ManagedEntry(id, writer.apiVersion(), time, mine))
        .capped()
        .writeTo(after);
  }

  private static ManagedFields held(Optional<Obj> live, Obj written, Writer writer) {
    ManagedFields before = live.flatMap(ManagedFields::read).orElse(ManagedFields.NONE);
    if (!writer.subresource().isEmpty()) {
      return before;
    }
    if (ManagedFields.isReset(written)) {
      return ManagedFields.NONE;
    }
    return ManagedFields.read(written).filter(said -> !said.isEmpty()).orElse(before);
  }
}
