package dev.skerry.control.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many replicas each ReplicaSet should have now, by its name. Pure arithmetic over the sets'
/// numbers, as Kubernetes' deployment controller does it.
final class Sizes {
  private final Situation at;
  private final SortedMap<String, Long> sizes = new TreeMap<>();

  private Sizes(Situation at) {
    this.at = at;
    at.all().forEach(set -> sizes.put(set.name(), set.wanted()));
  }

  static SortedMap<String, Long> unchanged(Situation at) {
    return new Sizes(at).sizes;
  }

  /// The next step of a rolling update: the new set grows as far as the surge allows, else old sets
  /// shrink as far as availability allows.
  static SortedMap<String, Long> rolling(Situation at) {
    var next = new Sizes(at);
    if (!next.grewOrShrankCurrent()) {
      next.shrinkOld();
    }
    return next.sizes;
  }

  /// All old sets to zero.
  static SortedMap<String, Long> emptied(Situation at) {
    var next = new Sizes(at);
    at.old().forEach(set -> next.sizes.put(set.name(), 0L));
    at.current().ifPresent(set -> next.sizes.put(set.name(), at.desired()));
    return next.sizes;
  }

  /// Replicas that a new set may start with.
  static long first(Situation at) {
    return Math.max(0, Math.min(at.strategy().most(at.desired()) - at.occupied(), at.desired()));
  }

  private boolean grewOrShrankCurrent() {
    if (at.current().isEmpty()) {
      return true;
    }
    OwnedSet current = at.current().get();
    if (current.wanted() == at.desired()) {
      return false;
    }
    if (current.wanted() > at.desired()) {
      sizes.put(current.name(), at.desired());
      return true;
    }
    long room = at.strategy().most(at.desired()) - at.occupied();
    if (room <= 0) {
      return false;
    }
    sizes.put(current.name(), current.wanted() + Math.min(room, at.desired() - current.wanted()));
    return true;
  }

  private void shrinkOld() {
    OwnedSet current = at.current().orElseThrow();
    long least = at.desired() - at.strategy().maxUnavailable();
    long notYet = current.wanted() - current.lasting();
    long spare = at.total() - least - notYet;
    long dropped = 0;
    for (OwnedSet set : at.old()) {
      long unhealthy = Math.max(0, set.wanted() - set.lasting());
      long drop = Math.min(unhealthy, spare - dropped);
      if (drop > 0) {
        sizes.merge(set.name(), -drop, Long::sum);
        dropped += drop;
      }
    }
    long lasting = current.lasting();
    for (OwnedSet set : at.old()) {
      lasting += Math.min(set.lasting(), size(set));
    }
    long surplus = Math.min(lasting - least, spare - dropped);
    for (OwnedSet set : at.old()) {
      long drop = Math.min(size(set), surplus);
      if (drop > 0) {
        sizes.merge(set.name(), -drop, Long::sum);
        surplus -= drop;
      }
    }
  }

  /// After the wanted number changed, or while paused: one active set takes it all; several share
  /// it in proportion to their size.
  static SortedMap<String, Long> scaled(Situation at) {
    var next = new Sizes(at);
    List<OwnedSet> active = at.all().stream().filter(OwnedSet::active).toList();
    if (active.size() <= 1) {
      List<OwnedSet> known = at.all();
      if (!active.isEmpty() || !known.isEmpty()) {
        OwnedSet only =
            active.isEmpty() ? at.current().orElseGet(known::getLast) : active.getFirst();
        next.sizes.put(only.name(), at.desired());
      }
    } else if (next.saturated()) {
      at.old().forEach(set -> next.sizes.put(set.name(), 0L));
    } else if (!at.strategy().recreate()) {
      next.share(active);
    }
    return next.sizes;
  }

  private boolean saturated() {
    return at.current()
        .filter(c -> c.wanted() == at.desired() && c.available() == at.desired())
        .isPresent();
  }

  private void share(List<OwnedSet> active) {
    long allowed = at.desired() == 0 ? 0 : at.strategy().most(at.desired());
    long total = at.total();
    long missing = allowed - total;
    List<OwnedSet> order = new ArrayList<>(active);
    order.sort(
        Comparator.comparingLong(OwnedSet::wanted)
            .reversed()
            .thenComparing(OwnedSet.BY_AGE.reversed()));
    long given = 0;
    for (OwnedSet set : order) {
      long part = Math.floorDiv(Math.abs(missing) * set.wanted(), total);
      long change = Math.min(part, Math.abs(missing) - given) * Long.signum(missing);
      sizes.put(set.name(), Math.max(0, set.wanted() + change));
      given += Math.abs(change);
    }
    rest(order, missing, Math.abs(missing) - given);
  }

  /// What rounding left over goes to, or comes from, the largest.
  private void rest(List<OwnedSet> order, long missing, long left) {
    for (OwnedSet set : order) {
      long change = missing > 0 ? left : -Math.min(left, size(set));
      sizes.put(set.name(), size(set) + change);
      left -= Math.abs(change);
    }
  }

  private long size(OwnedSet set) {
    return sizes.getOrDefault(set.name(), set.wanted());
  }

  static boolean differ(Situation at, Map<String, Long> sizes) {
    return at.all().stream().anyMatch(s -> sizes.getOrDefault(s.name(), s.wanted()) != s.wanted());
  }
}
