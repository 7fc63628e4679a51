package dev.skerry.sync.feed;

import dev.skerry.model.meta.Revision;

/// How far a subscriber has come in a feed: everything up to and including `position` of that
/// history is durable here. Kept by the subscriber in the same commit as what it applied.
///
/// @param incarnation the history of the authority's store the position belongs to
public record Cursor(String incarnation, Revision position) {
  /// `7f3a@42`.
  @Override
  public String toString() {
    return incarnation + "@" + position;
  }
}
