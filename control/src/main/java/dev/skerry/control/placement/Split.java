package dev.skerry.control.placement;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.SiteName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Divides a total over sites one replica at a time, moving as little as possible: shares stay
/// where they are; a new replica goes to the least loaded domain, then to the site with fewest,
/// then to the one with most room; a surplus one is taken from the most loaded. Rebalances only
/// where a spread rule is broken, and only between sites that are heard.
final class Split {
  /// Replicas of one workload, so that a typing error cannot stall the loop.
  static final long MAX_TOTAL = 10_000;

  /// One site that may hold replicas.
  ///
  /// @param has its present share
  /// @param room how many it can hold in all; at least `has`
  record Slot(
      SiteName site, SortedMap<String, String> labels, long has, long room, boolean online) {}

  private final List<Slot> slots;
  private final List<Json> spread;
  private final SortedMap<SiteName, Long> given = new TreeMap<>();

  private Split(List<Slot> slots, List<Json> spread) {
    this.slots = slots;
    this.spread = spread;
    slots.forEach(slot -> given.put(slot.site(), slot.has()));
  }

  /// Replicas by site; less than `total` in sum when there is no room.
  static SortedMap<SiteName, Long> of(long total, List<Slot> slots, List<Json> spread) {
    var split = new Split(slots, spread);
    long wanted = Math.min(total, MAX_TOTAL);
    while (split.sum() < wanted && split.addOne()) {}
    while (split.sum() > wanted) {
      split.removeOne();
    }
    split.rebalance();
    return split.given;
  }

  private long sum() {
    return given.values().stream().mapToLong(Long::longValue).sum();
  }

  private long at(Slot slot) {
    return given.getOrDefault(slot.site(), 0L);
  }

  private boolean addOne() {
    Optional<Slot> to =
        slots.stream()
            .filter(s -> s.online() && at(s) < s.room())
            .filter(this::staysEven)
            .min(
                byDomain()
                    .thenComparingLong(this::at)
                    .thenComparing(
                        Comparator.comparingLong((Slot s) -> s.room() - at(s)).reversed())
                    .thenComparing(Slot::site));
    to.ifPresent(s -> given.merge(s.site(), 1L, Long::sum));
    return to.isPresent();
  }

  private void removeOne() {
    Slot from =
        slots.stream()
            .filter(s -> at(s) > 0)
            .max(
                byDomain()
                    .thenComparingLong(this::at)
                    .thenComparing(
                        Comparator.comparingLong((Slot s) -> s.room() - at(s)).reversed())
                    .thenComparing(Slot::site))
            .orElseThrow();
    given.merge(from.site(), -1L, Long::sum);
  }

  private Comparator<Slot> byDomain() {
    Comparator<Slot> order = (_, _) -> 0;
    for (Json rule : spread) {
      order = order.thenComparingLong(s -> load(rule, s));
    }
    return order;
  }

  private static String domain(Json rule, Slot slot) {
    return slot.labels().getOrDefault(rule.text("topologyKey"), "");
  }

  private long load(Json rule, Slot slot) {
    String domain = domain(rule, slot);
    return slots.stream().filter(s -> domain(rule, s).equals(domain)).mapToLong(this::at).sum();
  }

  /// One more here breaks no rule.
  private boolean staysEven(Slot slot) {
    for (Json rule : spread) {
      long least = slots.stream().mapToLong(s -> load(rule, s)).min().orElse(0);
      if (load(rule, slot) + 1 - least > rule.integer("maxSkew").orElse(1)) {
        return false;
      }
    }
    return true;
  }

  private void rebalance() {
    for (Json rule : spread) {
      for (long moves = sum(); moves > 0 && move(rule); moves--) {}
    }
  }

  private boolean move(Json rule) {
    Optional<Slot> from =
        slots.stream()
            .filter(s -> s.online() && at(s) > 0)
            .max(
                Comparator.comparingLong((Slot s) -> load(rule, s))
                    .thenComparingLong(this::at)
                    .thenComparing(Slot::site));
    Optional<Slot> to =
        slots.stream()
            .filter(s -> s.online() && at(s) < s.room())
            .min(
                Comparator.comparingLong((Slot s) -> load(rule, s))
                    .thenComparingLong(this::at)
                    .thenComparing(Slot::site));
    if (from.isEmpty()
        || to.isEmpty()
        || load(rule, from.get()) - load(rule, to.get()) <= rule.integer("maxSkew").orElse(1)) {
      return false;
    }
    given.merge(from.get().site(), -1L, Long::sum);
    given.merge(to.get().site(), 1L, Long::sum);
    return true;
  }
}
