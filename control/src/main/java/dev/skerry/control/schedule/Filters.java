package dev.skerry.control.schedule;

import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Why a pod cannot go to a node; the first reasons that apply, in kube-scheduler's words.
final class Filters {
  private static final List<String> BARS = List.of("NoSchedule", "NoExecute");
  private static final String CORDON = "node.kubernetes.io/unschedulable";

  private final Obj spec;
  private final Neighbours neighbours;

  Filters(Obj pod, Neighbours neighbours) {
    this.spec = pod.obj("spec");
    this.neighbours = neighbours;
  }

  /// Empty when the pod may go there.
  List<String> reasons(Candidate candidate) {
    Optional<String> one =
        cordoned(candidate)
            .or(() -> silent(candidate))
            .or(() -> tainted(candidate))
            .or(() -> elsewhere(candidate));
    if (one.isPresent()) {
      return List.of(one.get());
    }
    if (taken(candidate)) {
      return List.of("node(s) didn't have free ports for the requested pod ports");
    }
    List<String> missing = PodSpecs.requests(spec).shortOf(candidate.free());
    if (!missing.isEmpty()) {
      return missing.stream().map(Filters::insufficient).toList();
    }
    return neighbours.refuses(candidate).map(List::of).orElse(List.of());
  }

  private static String insufficient(String resource) {
    return resource.equals("pods") ? "Too many pods" : "Insufficient " + resource;
  }

  private Optional<String> cordoned(Candidate candidate) {
    Obj taint = Json.object().put("key", CORDON).put("effect", "NoSchedule").build();
    return candidate.node().isTrue("spec", "unschedulable") && !tolerated(taint)
        ? Optional.of("node(s) were unschedulable")
        : Optional.empty();
  }

  /// A node that was not heard gets nothing new; what it has stays.
  private static Optional<String> silent(Candidate candidate) {
    Optional<Json> ready = Conditions.find(candidate.node(), "Ready");
    return ready.filter(c -> c.text("status").equals("True")).isPresent()
        ? Optional.empty()
        : Optional.of("node(s) were not ready");
  }

  private Optional<String> tainted(Candidate candidate) {
    return candidate.node().items("spec", "taints").stream()
        .filter(t -> BARS.contains(t.text("effect")) && !tolerated(t))
        .findFirst()
        .map(t -> "node(s) had untolerated taint {" + t.text("key") + ": " + t.text("value") + "}");
  }

  boolean tolerated(Json taint) {
    return spec.items("tolerations").stream().anyMatch(t -> tolerates(t, taint));
  }

  private static boolean tolerates(Json toleration, Json taint) {
    String effect = toleration.text("effect");
    if (!effect.isEmpty() && !effect.equals(taint.text("effect"))) {
      return false;
    }
    String key = toleration.text("key");
    boolean exists = toleration.text("operator").equals("Exists");
    if (key.isEmpty()) {
      return exists;
    }
    return key.equals(taint.text("key"))
        && (exists || toleration.text("value").equals(taint.text("value")));
  }

  private Optional<String> elsewhere(Candidate candidate) {
    SortedMap<String, String> labels = candidate.labels();
    var selector = spec.obj("nodeSelector").strings();
    boolean selected = labels.entrySet().containsAll(selector.entrySet());
    List<Json> terms =
        spec.items(
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms");
    boolean asked =
        spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
            .isPresent();
    boolean fits = !asked || terms.stream().anyMatch(term -> matches(term, candidate));
    return selected && fits
        ? Optional.empty()
        : Optional.of("node(s) didn't match Pod's node affinity/selector");
  }

  /// A node selector term: all of its expressions; an empty one matches nothing.
  static boolean matches(Json term, Candidate candidate) {
    List<Json> expressions = term.items("matchExpressions");
    List<Json> fields = term.items("matchFields");
    var names = new TreeMap<String, String>();
    names.put("metadata.name", candidate.name());
    return !(expressions.isEmpty() && fields.isEmpty())
        && LabelSelector.ofExpressions(expressions).matches(candidate.labels())
        && LabelSelector.ofExpressions(fields).matches(names);
  }

  private boolean taken(Candidate candidate) {
    List<PodSpecs.HostPort> wanted = PodSpecs.hostPorts(spec);
    return !wanted.isEmpty()
        && candidate.pods().stream()
            .flatMap(bound -> PodSpecs.hostPorts(bound.pod().obj("spec")).stream())
            .anyMatch(port -> wanted.stream().anyMatch(port::conflicts));
  }
}
