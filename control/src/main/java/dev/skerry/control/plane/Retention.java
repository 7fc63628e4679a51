package dev.skerry.control.plane;

import dev.skerry.model.meta.Revision;

/// How much of its log a store keeps behind the head, and how seldom it is told to forget.
///
/// Nothing in a running control plane reads the log: watches begin in a window in memory, and feeds
/// follow from live rows. The newest entries are kept for whoever wants to see what happened last.
///
/// @param kept entries behind the head
/// @param step entries that come to be superseded before it is worth a commit of its own
public record Retention(long kept, long step) {
  /// As many changes as a watch window has of one kind; some MiB.
  public static final Retention STANDARD = new Retention(8_192, 4_096);

  /// Up to where to forget.
  Revision floor(Revision head) {
    return new Revision(Math.max(0, head.value() - kept));
  }

  /// Whether it is worth a commit to move the floor so far.
  boolean isWorth(Revision from, Revision to) {
    return to.value() - from.value() >= step;
  }
}
