package dev.skerry.simulation;

import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Life;
import dev.skerry.simulation.life.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Makes the story of a failure short: leaves out troubles, half of them at first, one by one in
/// the end, for as long as the same promise is broken (Zeller, Hildebrandt: "Simplifying and
/// Isolating Failure-Inducing Input").
final class Shrink {
  /// Lives that are spent on it.
  private static final int TRIES = 60;

  private final Life life;
  private final String monitor;
  private Plot plot;
  private Ending shortest;
  private int tries;

  private Shrink(Life life, Plot plot, Ending failed) {
    this.life = life;
    this.plot = plot;
    this.shortest = failed;
    this.monitor = failed.failure().orElseThrow().monitor();
  }

  /// @param plot how it came to pass
  /// @param ending what happens with fewer troubles
  record Shortened(Plot plot, Ending ending) {}

  /// @param failed what the plot came to
  static Shortened of(Life life, Plot plot, Ending failed) {
    var shrink = new Shrink(life, plot, failed);
    int pieces = 1;
    while (shrink.tries < TRIES && !shrink.shortest.story().turns().isEmpty()) {
      int most = shrink.shortest.story().turns().size();
      if (!shrink.leavesOutSome(Math.min(pieces, most))) {
        if (pieces >= most) {
          break;
        }
        pieces *= 2;
      }
    }
    return new Shortened(shrink.plot, shrink.shortest);
  }

  /// Tries to leave out one of so many pieces of what happens.
  private boolean leavesOutSome(int pieces) {
    List<Integer> turns = new ArrayList<>(shortest.story().turns());
    int size = Math.ceilDiv(turns.size(), pieces);
    for (int from = 0; from < turns.size() && tries < TRIES; from += size) {
      NavigableSet<Integer> without = new TreeSet<>(plot.without());
      without.addAll(turns.subList(from, Math.min(from + size, turns.size())));
      tries++;
      Plot next = plot.leavingOut(without);
      Ending ending = life.live(next);
      if (ending.failure().filter(f -> f.monitor().equals(monitor)).isPresent()) {
        plot = next;
        shortest = ending;
        return true;
      }
    }
    return false;
  }
}
