package dev.skerry.control.replicaset;

import dev.skerry.control.state.Entry;
import dev.skerry.control.workload.Pods;
import dev.skerry.model.json.Obj;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which pods to delete first, by Kubernetes' ranking: not bound, then pending, not ready, cheap to
/// delete, crowded on one node, ready for a short time, restarted often, young.
final class Surplus {
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

  private Surplus() {}

  private record Ranked(Entry entry, Obj pod, long neighbours) {
    boolean bound() {
      return !Pods.node(pod).isEmpty();
    }

    int phase() {
      return switch (pod.text("status", "phase")) {
        case "Pending", "" -> 0;
        case "Running" -> 2;
        default -> 1;
      };
    }

    long cost() {
      try {
        return Long.parseLong(pod.obj("metadata", "annotations").text(COST));
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    String readySince() {
      return Pods.readySince(pod).map(Object::toString).orElse("");
    }
  }

  private static final Comparator<Ranked> FIRST_TO_GO =
      Comparator.comparing(Ranked::bound)
          .thenComparingInt(Ranked::phase)
          .thenComparing(r -> Pods.ready(r.pod()))
          .thenComparingLong(Ranked::cost)
          .thenComparing(Comparator.comparingLong(Ranked::neighbours).reversed())
          .thenComparing(Comparator.comparing(Ranked::readySince).reversed())
          .thenComparing(Comparator.<Ranked>comparingLong(r -> Pods.restarts(r.pod())).reversed())
          .thenComparing(
              Comparator.<Ranked, String>comparing(
                      r -> r.pod().text("metadata", "creationTimestamp"))
                  .reversed())
          .thenComparing(r -> r.entry().key());

  static List<Entry> pick(List<Entry> active, long count) {
    var perNode = new TreeMap<String, Long>();
    var pods = active.stream().map(Entry::json).toList();
    pods.forEach(pod -> perNode.merge(Pods.node(pod), 1L, Long::sum));
    return java.util.stream.IntStream.range(0, active.size())
        .mapToObj(i -> ranked(active.get(i), pods.get(i), perNode))
        .sorted(FIRST_TO_GO)
        .limit(count)
        .map(Ranked::entry)
        .toList();
  }

  private static Ranked ranked(Entry entry, Obj pod, Map<String, Long> perNode) {
    return new Ranked(entry, pod, perNode.getOrDefault(Pods.node(pod), 0L));
  }
}
