package dev.skerry.sync.frame;

import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.Life;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What each end tells the other first.
///
/// @param features names of optional abilities; both ends use those that both name
/// @param incarnation the history of the feed this end sends
/// @param life which run of which copy of that store speaks
/// @param complete whether what this end does not list is known to be deleted, also for one that
///   followed another history
/// @param have how far this end has come in the other's feed; empty at first contact
/// @param clock this end's wall clock, for display only: nothing is decided by it
public record Greeting(
    Identity from,
    List<String> features,
    String incarnation,
    Life life,
    boolean complete,
    Optional<Cursor> have,
    Instant clock) {
  public Greeting {
    features = List.copyOf(features);
  }
}
