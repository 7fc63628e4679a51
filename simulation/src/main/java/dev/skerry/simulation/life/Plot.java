package dev.skerry.simulation.life;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What is to be lived through.
///
/// @param seed of everything that is drawn
/// @param sites of the fleet
/// @param without the troubles, by number, that do not happen; what else is drawn stays the same
public record Plot(long seed, int sites, NavigableSet<Integer> without) {
  /// Few enough to be quick, and one more than a majority needs.
  public static final int SITES = 3;

  public Plot {
    without = Collections.unmodifiableNavigableSet(new TreeSet<>(without));
  }

  /// As the seed draws it.
  public static Plot of(long seed) {
    return new Plot(seed, SITES, new TreeSet<>());
  }

  public Plot leavingOut(NavigableSet<Integer> these) {
    return new Plot(seed, sites, these);
  }
}
