package dev.skerry.control.schedule;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Rules about which pods share a node or another topology: required pod affinity and anti-affinity
/// (also of those already there), and topology spread. A domain is a value of a node label.
final class Neighbours {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private final Entry entry;
  private final Obj pod;
  private final List<Candidate> nodes;

  Neighbours(Entry entry, Obj pod, List<Candidate> nodes) {
    this.entry = entry;
    this.pod = pod;
    this.nodes = nodes;
  }

  Optional<String> refuses(Candidate candidate) {
    if (!pod.items("spec", "affinity", "podAffinity", REQUIRED).stream()
        .allMatch(term -> joined(term, candidate))) {
      return Optional.of("node(s) didn't match pod affinity rules");
    }
    if (pod.items("spec", "affinity", "podAntiAffinity", REQUIRED).stream()
        .anyMatch(term -> count(term, candidate) > 0)) {
      return Optional.of("node(s) didn't match pod anti-affinity rules");
    }
    if (resented(candidate)) {
      return Optional.of("node(s) didn't satisfy existing pods anti-affinity rules");
    }
    return pod.items("spec", "topologySpreadConstraints").stream()
            .filter(rule -> !rule.text("whenUnsatisfiable").equals("ScheduleAnyway"))
            .allMatch(rule -> even(rule, candidate))
        ? Optional.empty()
        : Optional.of("node(s) didn't match pod topology spread constraints");
  }

  /// Affinity also holds when nobody matches yet and the pod itself would: else a group could never
  /// start.
  private boolean joined(Json term, Candidate candidate) {
    if (count(term, candidate) > 0) {
      return true;
    }
    boolean nobody = nodes.stream().allMatch(n -> matching(n, term, entry) == 0);
    return nobody
        && domain(candidate, term).isPresent()
        && matches(term, entry.key().namespace(), entry, entry);
  }

  /// Matching pods in the candidate's domain.
  long count(Json term, Candidate candidate) {
    Optional<String> domain = domain(candidate, term);
    return domain.isEmpty()
        ? 0
        : nodes.stream()
            .filter(n -> domain(n, term).equals(domain))
            .mapToLong(n -> matching(n, term, entry))
            .sum();
  }

  /// Pods already there whose own anti-affinity speaks of this one.
  private boolean resented(Candidate candidate) {
    for (Candidate node : nodes) {
      for (Candidate.Bound bound : node.pods()) {
        for (Json term : bound.pod().items("spec", "affinity", "podAntiAffinity", REQUIRED)) {
          Optional<String> domain = domain(candidate, term);
          if (domain.isPresent()
              && domain.equals(domain(node, term))
              && matches(term, bound.entry().key().namespace(), entry, bound.entry())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean even(Json rule, Candidate candidate) {
    Optional<String> here = domain(candidate, rule);
    if (here.isEmpty()) {
      return false;
    }
    var perDomain = new TreeMap<String, Long>();
    for (Candidate node : nodes) {
      domain(node, rule).ifPresent(d -> perDomain.merge(d, matching(node, rule, entry), Long::sum));
    }
    long self = LabelSelector.of(rule.obj("labelSelector")).matches(entry.labels()) ? 1 : 0;
    long least = perDomain.values().stream().mapToLong(Long::longValue).min().orElse(0);
    long after = perDomain.getOrDefault(here.get(), 0L) + self;
    return after - least <= rule.integer("maxSkew").orElse(1);
  }

  private static Optional<String> domain(Candidate node, Json term) {
    String key = term.text("topologyKey");
    return Optional.ofNullable(node.labels().get(key))
        .or(() ->
            key.equals("kubernetes.io/hostname") ? Optional.of(node.name()) : Optional.empty());
  }

  private static long matching(Candidate node, Json term, Entry asker) {
    return node.pods().stream()
        .filter(bound -> matches(term, asker.key().namespace(), bound.entry(), asker))
        .count();
  }

  /// Whether `other` is a pod that the term of a pod in `home` speaks of.
  private static boolean matches(Json term, String home, Entry other, Entry asker) {
    List<String> namespaces = LabelSelector.texts(term.items("namespaces"));
    String namespace = other.key().namespace();
    boolean there = namespaces.isEmpty() ? namespace.equals(home) : namespaces.contains(namespace);
    return there
        && other.key().tenant().equals(asker.key().tenant())
        && term.at("labelSelector").isPresent()
        && LabelSelector.of(term.obj("labelSelector")).matches(other.labels());
  }
}
