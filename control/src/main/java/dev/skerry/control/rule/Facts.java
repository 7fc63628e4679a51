package dev.skerry.control.rule;

import dev.cel.common.values.NullValue;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the expressions of a policy may look at: a write, and variables that are made of it.
/// Confined to one judgement.
public final class Facts {
  private final TreeMap<String, Object> values = new TreeMap<>();
  private final TreeMap<String, Object> variables = new TreeMap<>();

  public Facts() {
    values.put("variables", variables);
  }

  /// @param value null to expressions where it is empty
  public Facts with(String name, Optional<? extends Json> value) {
    values.put(name, value.isPresent() ? Values.of(Obj.EMPTY, value.get()) : NullValue.NULL_VALUE);
    return this;
  }

  /// One that cannot be told is not there, and whoever asks for it fails.
  public void variable(String name, Expression expression) {
    Optional<Object> value = expression.value(this);
    Escapes.of(name).ifPresent(escaped -> value.ifPresent(v -> variables.put(escaped, v)));
  }

  /// Forgets the variables.
  public void fresh() {
    variables.clear();
  }

  Map<String, Object> values() {
    return values;
  }
}
