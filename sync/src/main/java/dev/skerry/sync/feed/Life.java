package dev.skerry.sync.feed;

import dev.skerry.model.meta.Revision;
import java.util.List;
import java.util.Optional;

/// Which run of which copy of a store speaks. Every process draws a name for its run and writes it
/// into the store before it greets anybody. So a store knows the runs that made it what it is, and
/// two copies of one that were both started differ in their last.
///
/// @param run that speaks now; empty when there was no room to write it down, or nobody looks
/// @param earlier runs of this very store, the oldest first: the newest [#ALL_TOLD], and before
///   them such as the other end is most likely to have met
public record Life(String run, List<Earlier> earlier) {
  /// None of the newest so many is left out.
  public static final int ALL_TOLD = 32;

  public static final Life UNTOLD = new Life("", List.of());

  /// A run that is over.
  ///
  /// @param until the head of the store when the next run found it: nothing later is of this run
  public record Earlier(String run, Revision until) {}

  public Life {
    earlier = List.copyOf(earlier);
  }

  /// Whether this end says nothing of it, as those do that are older than this.
  public boolean isUntold() {
    return run.isEmpty() && earlier.isEmpty();
  }

  /// The run that what is said now counts to: what one says that found no room to be written down
  /// passes for more of the last one. Empty when nothing is told.
  public Optional<String> countsTo() {
    if (!run.isEmpty()) {
      return Optional.of(run);
    }
    return earlier.isEmpty() ? Optional.empty() : Optional.of(earlier.getLast().run());
  }

  public Optional<Earlier> before(String name) {
    return earlier.stream().filter(each -> each.run().equals(name)).findFirst();
  }

  /// The furthest that a run of this name can have come in this store. One that is not told was
  /// never there, or it ended before all those of which none is left out.
  public Revision reach(String name) {
    Optional<Earlier> told = before(name);
    if (told.isEmpty() && earlier.size() >= ALL_TOLD) {
      told = Optional.of(earlier.get(earlier.size() - ALL_TOLD));
    }
    return told.map(Earlier::until).orElse(Revision.ZERO);
  }
}
