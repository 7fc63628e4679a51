package dev.skerry.control.placement;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.workload.Pods;

/// Changes of a workload that can matter to where it goes.
public final class Workload {
  private Workload() {}

  /// It came, went, was told to go, or its spec or labels changed; a new status alone is nothing.
  public static boolean changed(ObjectChange change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return true;
    }
    Entry before = change.before().get();
    Entry after = change.after().get();
    return !before.uid().equals(after.uid())
        || !before.labels().equals(after.labels())
        || !before.json().obj("spec").equals(after.json().obj("spec"))
        || Pods.deleting(before.json()) != Pods.deleting(after.json());
  }
}
