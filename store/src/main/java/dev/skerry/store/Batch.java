package dev.skerry.store;

import dev.skerry.model.meta.Revision;
import java.util.List;

/// What every adapter demands of a batch before it writes it.
public final class Batch {
  private Batch() {}

  /// @throws StoreFailure when the batch cannot follow what the store holds: a bug above the store,
  ///   told before anything is written
  public static void require(
      Epoch epoch, Epoch newest, Revision after, Revision head, List<Change> changes)
      throws StoreFailure {
    if (epoch.compareTo(newest) > 0) {
      throw new StoreFailure("epoch " + epoch.value() + " was never granted by this store");
    }
    if (!after.equals(head)) {
      throw new StoreFailure("a batch decided at revision " + after + " meets head " + head);
    }
    Revision last = after;
    for (Change change : changes) {
      if (!change.revision().isAfter(last)) {
        throw new StoreFailure("revision " + change.revision() + " does not rise above " + last);
      }
      last = change.revision();
    }
  }
}
