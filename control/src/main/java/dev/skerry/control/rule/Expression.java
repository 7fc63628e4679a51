package dev.skerry.control.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;

/// One expression of a policy about a write, read. It may look at what [Facts] has; nothing of it
/// has a type but the names of variables, which are checked. Immutable; any thread.
///
/// @param text as it was written
/// @param program empty when it cannot be read
/// @param problem why it cannot; empty when it can
public record Expression(String text, Optional<CelRuntime.Program> program, String problem) {
  private static final String VARIABLES = "kubernetes.variables";
  private static final List<String> KNOWN =
      List.of("namespaceObject", "object", "oldObject", "params", "request");

  /// What an expression must come to.
  public enum Type {
    BOOL,
    STRING,
    ANYTHING
  }

  /// @param variables that stand before it
  public static Expression read(String text, Type wanted, List<String> variables) {
    Obj shape = Obj.EMPTY.with("type", "object");
    for (String name : variables) {
      shape = shape.withAt(Obj.EMPTY.with("description", name), "properties", name);
    }
    var types = new Types();
    CelType named = types.of(shape, VARIABLES);
    CelCompilerBuilder compiler = Language.compiler(types.known());
    KNOWN.forEach(name -> compiler.addVar(name, SimpleType.DYN));
    if (!variables.isEmpty()) {
      compiler.addVar("variables", named);
    }
    try {
      CelAbstractSyntaxTree tree = compiler.build().compile(text).getAst();
      Optional<String> other = other(tree.getResultType(), wanted);
      return other.isPresent()
          ? new Expression(text, Optional.empty(), other.get())
          : new Expression(text, Optional.of(Language.RUNTIME.createProgram(tree)), "");
    } catch (CelValidationException | CelEvaluationException unreadable) {
      return new Expression(
          text, Optional.empty(), "compilation failed: " + unreadable.getMessage());
    }
  }

  private static Optional<String> other(CelType type, Type wanted) {
    Optional<CelType> needed =
        switch (wanted) {
          case BOOL -> Optional.of(SimpleType.BOOL);
          case STRING -> Optional.of(SimpleType.STRING);
          case ANYTHING -> Optional.empty();
        };
    return needed
        .filter(each -> !type.equals(each) && !type.equals(SimpleType.DYN))
        .map(each -> "must evaluate to " + each.name());
  }

  /// What became of asking.
  public sealed interface Answer {
    record Holds(boolean yes) implements Answer {}

    record Said(String text) implements Answer {}

    /// It came to something else, which an expression for a variable may.
    record Other() implements Answer {}

    record Failed(String sentence) implements Answer {}
  }

  public Answer ask(Facts facts) {
    if (program.isEmpty()) {
      return new Answer.Failed(problem);
    }
    try {
      Object value = program.get().eval(facts.values());
      return value instanceof Boolean yes
          ? new Answer.Holds(yes)
          : value instanceof String said ? new Answer.Said(said) : new Answer.Other();
    } catch (CelEvaluationException failed) {
      return new Answer.Failed(String.valueOf(failed.getMessage()));
    }
  }

  Optional<Object> value(Facts facts) {
    try {
      return program.isEmpty() ? Optional.empty() : Optional.of(program.get().eval(facts.values()));
    } catch (CelEvaluationException failed) {
      return Optional.empty();
    }
  }
}
