package dev.skerry.simulation.life;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What is to be lived through.
///
/// @param seed of everything that is drawn
/// @param sites of the fleet
/// @param days of trouble with slow heartbeats; 0 for as long as the seed draws
/// @param without the troubles, by number, that do not happen; what else is drawn stays the same
public record Plot(long seed, int sites, int days, NavigableSet<Integer> without) {
  /// Few enough to be quick, and one more than a majority needs.
  public static final int SITES = 3;

  public Plot {
    without = Collections.unmodifiableNavigableSet(new TreeSet<>(without));
  }

  /// As the seed draws it.
  public static Plot of(long seed) {
    return new Plot(seed, SITES, 0, new TreeSet<>());
  }

  public Plot leavingOut(NavigableSet<Integer> these) {
    return new Plot(seed, sites, days, these);
  }

  /// The same of another seed.
  public Plot with(long otherSeed) {
    return new Plot(otherSeed, sites, days, without);
  }
}
