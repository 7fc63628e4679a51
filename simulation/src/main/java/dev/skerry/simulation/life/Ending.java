package dev.skerry.simulation.life;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a life came to.
///
/// @param events how many things happened, one after the other
/// @param digest hex, of everything that happened
public record Ending(long events, String digest, Optional<Failure> failure, Story story) {
  /// @param monitor whose promise was broken, or `Bug` when the program met an error of its own
  public record Failure(String monitor, String sentence) {}

  /// How it went.
  ///
  /// @param last what happened at the end, oldest first
  /// @param troubles how often each happened: `<phase> <trouble>`
  /// @param turns the numbers of the troubles that happened, for leaving them out
  /// @param siteSeconds virtual seconds times sites
  public record Story(
      List<String> last,
      SortedMap<String, Long> troubles,
      SortedSet<Integer> turns,
      long siteSeconds) {
    public Story {
      last = List.copyOf(last);
      troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
      turns = Collections.unmodifiableSortedSet(new TreeSet<>(turns));
    }
  }
}
