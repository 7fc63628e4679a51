package dev.skerry.control.controller;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
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

  /// What to do about one key, as of `now`. An empty plan when all is as wanted.
  Plan reconcile(View view, ObjectKey key, Instant now);
}
