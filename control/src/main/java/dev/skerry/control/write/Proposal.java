package dev.skerry.control.write;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import java.util.Optional;

/// One change of one object, complete: the loop only checks that what it was computed from still
/// stands, splits it into parts and assigns revisions.
///
/// @param expected revision of the object it was computed from; empty when there must be none
/// @param reported the client named that revision itself, so a mismatch is its conflict; else the
///   handler computes again on a newer view
public record Proposal(
    ObjectKey key, Optional<Revision> expected, boolean reported, Action action) {
  public sealed interface Action {
    /// The whole object, with uid and managedFields, without resourceVersion.
    record Put(Obj object) implements Action {}

    /// The object ends now.
    record Remove(Uid uid) implements Action {}
  }
}
