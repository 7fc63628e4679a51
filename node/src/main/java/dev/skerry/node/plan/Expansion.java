package dev.skerry.node.plan;

import java.util.Map;

/// `$(NAME)` in commands and values. A name that is not known stays as it is written, `$$` is one
/// dollar. Source: Kubernetes, "Define a command and arguments",
/// third_party/forked/golang/expansion.
final class Expansion {
  private Expansion() {}

  static String expand(String text, Map<String, String> variables) {
    var out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char here = text.charAt(at);
      if (here != '$' || at + 1 == text.length()) {
        out.append(here);
        at++;
        continue;
      }
      at = reference(text, at, variables, out);
    }
    return out.toString();
  }

  /// Handles the dollar at `at`, which is not the last character; answers where to go on.
  private static int reference(
      String text, int at, Map<String, String> variables, StringBuilder out) {
    char next = text.charAt(at + 1);
    if (next == '$') {
      out.append('$');
      return at + 2;
    }
    int close = next == '(' ? text.indexOf(')', at + 2) : -1;
    if (close < 0) {
      out.append('$').append(next);
      return at + 2;
    }
    String name = text.substring(at + 2, close);
    String written = text.substring(at, close + 1);
    out.append(variables.getOrDefault(name, written));
    return close + 1;
  }
}
