package dev.skerry.control.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How rules name members whose names CEL would not read. Source: `escaping.go` of Kubernetes'
/// `apiserver/pkg/cel`.
final class Escapes {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_.\\-/][a-zA-Z0-9_.\\-/]*");
  private static final List<String> KEYWORDS =
      List.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "void",
          "while");

  private Escapes() {}

  /// Empty for a name that no rule can say.
  static Optional<String> of(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        KEYWORDS.contains(name)
            ? "__" + name + "__"
            : name.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"));
  }
}
