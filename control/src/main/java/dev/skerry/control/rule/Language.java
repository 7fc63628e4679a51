package dev.skerry.control.rule;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/// The language in which rules are written: standard CEL, with strings, sets, optional values,
/// bindings, and the functions of [Functions]. Loops are bounded, patterns are linear (RE2).
///
/// @param self the type of what a rule is about
record Language(Types types, CelType self) {
  /// Of all loops of one expression together.
  static final int MAX_ITERATIONS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxExpressionCodePointSize(10_000)
          .maxRegexProgramSize(1_000)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(
              CelExtensions.strings(), CelExtensions.sets(OPTIONS), CelExtensions.optional())
          .addFunctionBindings(Functions.bindings())
          .build();

  /// Reads expressions about whatever is declared to it.
  static CelCompilerBuilder compiler(CelTypeProvider known) {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .setTypeProvider(known)
        .addLibraries(
            CelExtensions.strings(),
            CelExtensions.sets(OPTIONS),
            CelExtensions.optional(),
            CelExtensions.bindings())
        .addFunctionDeclarations(Functions.declarations());
  }

  /// @param old the type of what was there before
  CelValidationResult compile(CelType old, String expression) {
    return compiler(types.known())
        .addVar("self", self)
        .addVar("oldSelf", old)
        .build()
        .compile(expression);
  }
}
