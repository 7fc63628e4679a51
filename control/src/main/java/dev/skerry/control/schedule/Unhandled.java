package dev.skerry.control.schedule;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a pod asks of a scheduler that this one cannot give: refused by condition, never ignored.
final class Unhandled {
  private Unhandled() {}

  /// A reason and a sentence.
  record Asked(String reason, String message) {}

  static Optional<Asked> in(Obj spec) {
    String scheduler = spec.string("schedulerName").orElse("default-scheduler");
    if (!scheduler.equals("default-scheduler") && !scheduler.isEmpty()) {
      return unsupported(
          "schedulerName: no scheduler '" + scheduler + "' runs here; leave the field out");
    }
    if (!spec.items("schedulingGates").isEmpty()) {
      return Optional.of(
          new Asked("SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates"));
    }
    if (!spec.items("resourceClaims").isEmpty()) {
      return unsupported("resourceClaims: dynamic resource allocation is not built");
    }
    return terms(spec).anyMatch(t -> t.at("namespaceSelector").isPresent())
        ? unsupported("affinity.namespaceSelector is not built; list the namespaces by name")
        : Optional.empty();
  }

  private static Optional<Asked> unsupported(String message) {
    return Optional.of(new Asked("UnsupportedField", "spec." + message));
  }

  private static Stream<Json> terms(Obj spec) {
    return Stream.of("podAffinity", "podAntiAffinity")
        .map(kind -> spec.obj("affinity", kind))
        .flatMap(rules ->
            Stream.concat(
                rules.items("requiredDuringSchedulingIgnoredDuringExecution").stream(),
                wishes(rules).stream()));
  }

  private static List<Obj> wishes(Obj rules) {
    return rules.items("preferredDuringSchedulingIgnoredDuringExecution").stream()
        .map(w -> w.obj("podAffinityTerm"))
        .toList();
  }
}
