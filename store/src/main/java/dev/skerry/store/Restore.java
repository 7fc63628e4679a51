package dev.skerry.store;

import dev.skerry.model.meta.Revision;

/// What changes when a store is put back from a copy: its incarnation is new, its head jumps so
/// that no revision handed out after the copy was taken is ever handed out again, and its log is
/// empty, so that readers from before start over. Live rows keep their revisions.
public final class Restore {
  /// Revisions skipped; more than a store writes between two backups (at 10,000 changes a second,
  /// 27 hours).
  public static final long JUMP_REVISIONS = 1_000_000_000;

  private Restore() {}

  public static Revision head(Revision copied) {
    return new Revision(Math.addExact(copied.value(), JUMP_REVISIONS));
  }

  public static void requireNew(String copied, String incarnation) {
    if (copied.equals(incarnation)) {
      throw new IllegalArgumentException(
          "a restored store needs an incarnation of its own, not " + incarnation + " again");
    }
  }
}
