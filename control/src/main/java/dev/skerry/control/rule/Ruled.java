package dev.skerry.control.rule;

import dev.cel.runtime.CelRuntime;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Cause;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A place of a schema with the rules about what stands there, and the places below it that lead to
/// rules.
///
/// @param schema of the place, by which its value becomes one of CEL
record Ruled(
    Obj schema,
    List<Rule> rules,
    SortedMap<String, Ruled> properties,
    Optional<Ruled> values,
    Optional<Ruled> items) {

  /// One rule, ready to be asked.
  ///
  /// @param old whether and how it looks at what was there before
  /// @param said what is told when it is broken and no expression says it
  record Rule(
      CelRuntime.Program program,
      Old old,
      Optional<CelRuntime.Program> message,
      String said,
      Cause.Reason reason,
      String fieldPath) {}

  enum Old {
    UNUSED,
    /// Asked only where there was something before.
    REQUIRED,
    OPTIONAL
  }

  boolean isEmpty() {
    return rules.isEmpty() && properties.isEmpty() && values.isEmpty() && items.isEmpty();
  }
}
