package dev.skerry.simulation.weather;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Numbers the troubles of a life, leaves out those that a plot leaves out, and counts the rest.
final class Turns {
  /// Strikes are numbered apart: how many there are depends on what runs.
  private static final int FIRST_HIT = 1_000_000;

  /// What people do to disks has a number for each kind, because it happens once at most.
  private static final int MISHAPS = 2_000_000;

  private final SortedSet<Integer> without;
  private final TreeMap<String, Long> happened = new TreeMap<>();
  private final TreeSet<Integer> numbers = new TreeSet<>();
  private String phase = "";
  private int turns;
  private int hits = FIRST_HIT;

  Turns(SortedSet<Integer> without) {
    this.without = without;
  }

  /// Whether it happens; then it is counted.
  boolean happens(Trial trial) {
    int number = number(trial);
    boolean happens = !without.contains(number);
    if (happens) {
      happened.merge(phase + " " + trial, 1L, Long::sum);
      numbers.add(number);
    }
    return happens;
  }

  private int number(Trial trial) {
    if (trial.isMishap()) {
      return MISHAPS + trial.mishap();
    }
    return trial == Trial.STRIKE ? ++hits : ++turns;
  }

  void phase(String name) {
    phase = name;
  }

  SortedMap<String, Long> happened() {
    return Collections.unmodifiableSortedMap(happened);
  }

  SortedSet<Integer> numbers() {
    return Collections.unmodifiableSortedSet(numbers);
  }
}
