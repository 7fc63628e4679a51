package dev.skerry.model.apply;

import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What came of a server-side apply.
public sealed interface ApplyOutcome {
  /// @param object the merged object with its managedFields, neither defaulted nor validated
  /// @param changed whether it differs from the live one; if not there is nothing to store
  record Applied(Obj object, boolean changed) implements ApplyOutcome {}

  /// Nothing was applied, since others own some of the fields. Sorted by manager, then path.
  record Conflicted(List<Conflict> conflicts) implements ApplyOutcome {
    public Conflicted {
      conflicts = List.copyOf(conflicts);
    }

    /// The whole message, as Kubernetes words it.
    public String sentence() {
      if (conflicts.size() == 1) {
        Conflict one = conflicts.getFirst();
        return "Apply failed with 1 conflict: " + one.message() + ": " + one.path();
      }
      var byManager =
          conflicts.stream()
              .collect(
                  Collectors.groupingBy(
                      Conflict::manager,
                      TreeMap::new,
                      Collectors.mapping(c -> "\n- " + c.path(), Collectors.joining())));
      return byManager.entrySet().stream()
          .map(e -> "conflicts with " + e.getKey() + ":" + e.getValue())
          .collect(
              Collectors.joining(
                  "\n", "Apply failed with " + conflicts.size() + " conflicts: ", ""));
    }
  }

  /// The configuration cannot be applied to anything.
  record Refused(String path, String sentence) implements ApplyOutcome {}
}
