package dev.skerry.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Whether an answer is like the one a page shows: the same but for what differs from run to run. A
/// line `…` on the page stands for any lines.
final class Likeness {
  static final String ANYTHING = "…";

  private static final Pattern TABLE = Pattern.compile("[A-Z][A-Z-]+( +[A-Z][A-Z-]*)+ *");

  private record Differs(Pattern pattern, String name) {}

  /// In this order: a timestamp holds what looks like a port.
  private static final List<Differs> VARIES =
      List.of(
          differs("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME"),
          differs("sha256:[0-9a-f]{64}", "DIGEST"),
          differs("events=\\d+ seeds/s=[0-9.]+ events/s=\\d+ digest=[0-9a-f]{16}\\b", "DIGEST"),
          differs("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT"),
          differs("\\b(127\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])|10\\.64)\\.\\d+\\.\\d+", "IP"),
          differs("-[0-9a-f]{7,10}-[a-z0-9]{5}\\b", "-HASH"),
          differs("\\b\\d+(\\.\\d+)?(ms|s|m|h|d)(\\d+[smh])?\\b", "AGE"),
          differs("\\b\\d+ s ago\\b", "AGE ago"),
          differs("\\b\\d{4,}\\b", "NUMBER"));

  private Likeness() {}

  private static Differs differs(String pattern, String name) {
    return new Differs(Pattern.compile(pattern), name);
  }

  static boolean alike(List<String> shown, List<String> real) {
    return matches(ordered(shown), 0, ordered(real), 0);
  }

  /// What is left of a line when all that may differ is taken away.
  static String essence(String line) {
    String rest = line.strip().replaceAll("\\s+", " ");
    for (Differs each : VARIES) {
      rest = each.pattern().matcher(rest).replaceAll(each.name());
    }
    return rest;
  }

  /// Rows of a table come in the order of names, which may end in chance.
  private static List<String> ordered(List<String> lines) {
    var all = new ArrayList<>(lines.stream().filter(line -> !line.isBlank()).toList());
    boolean table = !all.isEmpty() && TABLE.matcher(all.getFirst()).matches();
    var result = new ArrayList<>(all.stream().map(Likeness::essence).toList());
    if (table) {
      result.subList(1, result.size()).sort(String::compareTo);
    }
    return result;
  }

  private static boolean matches(List<String> shown, int s, List<String> real, int r) {
    if (s == shown.size()) {
      return r == real.size();
    }
    if (shown.get(s).equals(ANYTHING)) {
      return matches(shown, s + 1, real, r) || (r < real.size() && matches(shown, s, real, r + 1));
    }
    return r < real.size()
        && shown.get(s).equals(real.get(r))
        && matches(shown, s + 1, real, r + 1);
  }
}
