package dev.skerry.control.controller;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.PartRecord;
import java.time.Instant;
import java.util.List;

/// A reconciler: pure, level-triggered, confined to the loop's thread. Asked again with the same
/// view it answers the same plan; a lost call costs time, never correctness, since every key is
/// looked at again at start and after [Plan#again].
public interface Controller {
  /// Its field manager and the reporter of its events, such as `deployment-controller`.
  String name();

  /// The keys to look at because of this change. Keys need not exist, and need not be of the
  /// changed kind. Cheap: called for every change.
  List<ObjectKey> affected(ObjectChange change, View view);

  /// The keys to look at because a part changed that need not show in the object here, such as a
  /// share, or a child's status. Called for every part that got a version; cheap.
  default List<ObjectKey> affected(PartRecord part, View view) {
    return List.of();
  }

  /// Keys to look at once when the control plane starts, though no object has them yet.
  default List<ObjectKey> seeds(View view) {
    return List.of();
  }

  /// What to do about one key, as of `now`. An empty plan when all is as wanted.
  Plan reconcile(View view, ObjectKey key, Instant now);
}
