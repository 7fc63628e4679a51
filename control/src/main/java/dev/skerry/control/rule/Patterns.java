package dev.skerry.control.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/// Finding in texts by patterns, which are RE2 and so linear. Source: `regex.go` of Kubernetes'
/// `apiserver/pkg/cel/library`.
final class Patterns {
  /// As for the standard function `matches`.
  private static final int MAX_PROGRAM = 1_000;

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(TEXT);

  private Patterns() {}

  static void declare(Library library) {
    library
        .member(
            "find",
            TEXT,
            List.of(TEXT, TEXT),
            (text, pattern) -> all(text, pattern, 1).stream().findFirst().orElse(""))
        .member("findAll", TEXTS, List.of(TEXT, TEXT), (text, pattern) -> all(text, pattern, -1))
        .bound(
            "findAll",
            CelOverloadDecl.newMemberOverload(
                "skerry_findAll_limit", TEXTS, List.of(TEXT, TEXT, SimpleType.INT)),
            CelFunctionBinding.from(
                "skerry_findAll_limit",
                List.of(String.class, String.class, Long.class),
                arguments -> all(arguments[0], arguments[1], (Long) arguments[2])));
  }

  /// @param limit negative for none
  private static List<String> all(Object text, Object pattern, long limit) {
    Pattern read = Pattern.compile((String) pattern);
    if (read.programSize() > MAX_PROGRAM) {
      throw new IllegalArgumentException("the pattern is too large");
    }
    var found = new ArrayList<String>();
    Matcher matcher = read.matcher((String) text);
    while ((limit < 0 || found.size() < limit) && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }
}
