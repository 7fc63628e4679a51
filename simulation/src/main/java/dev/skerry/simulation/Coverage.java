package dev.skerry.simulation;

import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.weather.Trial;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeMap;

/// Which troubles happened in which phase, over many lives.
final class Coverage {
  private static final String[] PHASES = {"trouble", "away", "heal"};
  private static final double SECONDS_OF_A_DAY = 86_400;

  private final TreeMap<String, Long> troubles = new TreeMap<>();
  private long siteSeconds;

  void add(Ending ending) {
    ending.story().troubles().forEach((what, times) -> troubles.merge(what, times, Long::sum));
    siteSeconds += ending.story().siteSeconds();
  }

  void print(PrintStream out, double seconds) {
    var head = new StringBuilder(String.format(Locale.ROOT, "%-14s", "trouble in"));
    for (String phase : PHASES) {
      head.append(String.format(Locale.ROOT, "%10s", phase));
    }
    out.println(head);
    for (Trial trial : Trial.values()) {
      var line = new StringBuilder(String.format(Locale.ROOT, "%-14s", trial));
      for (String phase : PHASES) {
        long times = troubles.getOrDefault(phase + " " + trial, 0L);
        line.append(String.format(Locale.ROOT, "%10d", times));
      }
      out.println(line);
    }
    double days = siteSeconds / SECONDS_OF_A_DAY;
    out.println(
        String.format(Locale.ROOT, "site-days=%.2f site-days/s=%.3f", days, days / seconds));
  }
}
