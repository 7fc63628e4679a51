package dev.skerry.control.schedule;

import dev.skerry.control.workload.PodSpecs;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Amounts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Ranks nodes that a pod may go to: preferred affinities first, soft taints, then whoever has most
/// left; equals by fewest pods, then by name.
final class Scores {
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final long WHOLE = 1_000;

  private final Obj spec;
  private final Filters filters;
  private final Neighbours neighbours;

  Scores(Obj pod, Filters filters, Neighbours neighbours) {
    this.spec = pod.obj("spec");
    this.filters = filters;
    this.neighbours = neighbours;
  }

  Optional<Candidate> best(List<Candidate> fitting) {
    return fitting.stream()
        .max(
            Comparator.comparingLong(this::score)
                .thenComparing(Comparator.comparingInt((Candidate c) -> c.pods().size()).reversed())
                .thenComparing(Comparator.comparing(Candidate::name).reversed()));
  }

  private long score(Candidate candidate) {
    return WHOLE * (preference(candidate) - softTaints(candidate)) + left(candidate);
  }

  private long preference(Candidate candidate) {
    long sum = 0;
    for (Json wish : spec.items("affinity", "nodeAffinity", PREFERRED)) {
      sum += Filters.matches(wish.obj("preference"), candidate) ? weight(wish) : 0;
    }
    for (Json wish : spec.items("affinity", "podAffinity", PREFERRED)) {
      sum += neighbours.count(wish.obj("podAffinityTerm"), candidate) > 0 ? weight(wish) : 0;
    }
    for (Json wish : spec.items("affinity", "podAntiAffinity", PREFERRED)) {
      sum -= neighbours.count(wish.obj("podAffinityTerm"), candidate) > 0 ? weight(wish) : 0;
    }
    return sum;
  }

  private static long weight(Json wish) {
    return wish.integer("weight").orElse(1);
  }

  private long softTaints(Candidate candidate) {
    return candidate.node().items("spec", "taints").stream()
        .filter(t -> t.text("effect").equals("PreferNoSchedule") && !filters.tolerated(t))
        .count();
  }

  /// Least allocated: the mean free part of cpu and memory after the pod, in thousandths.
  private long left(Candidate candidate) {
    Amounts after = candidate.free().minus(PodSpecs.requests(spec));
    return (part(after, candidate, "cpu") + part(after, candidate, "memory")) / 2;
  }

  private static long part(Amounts after, Candidate candidate, String resource) {
    long all = candidate.allocatable().of(resource);
    return all <= 0 ? 0 : Math.max(0, (long) ((double) after.of(resource) / all * WHOLE));
  }
}
