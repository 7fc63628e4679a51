package dev.skerry.model.patch;

import java.util.ArrayList;
import java.util.List;

/// A place in a tree (RFC 6901): the steps from the root; no steps is the root itself.
record Pointer(String text, List<String> steps) {
  Pointer {
    steps = List.copyOf(steps);
  }

  static Pointer parse(String text) throws PatchRefused {
    if (text.isEmpty()) {
      return new Pointer(text, List.of());
    }
    if (text.charAt(0) != '/') {
      throw PatchRefused.malformed(
          text, "\"" + text + "\" is no JSON pointer: it must start with /");
    }
    var steps = new ArrayList<String>();
    int from = 1;
    while (from <= text.length()) {
      int end = text.indexOf('/', from);
      end = end < 0 ? text.length() : end;
      steps.add(unescape(text.substring(from, end), text));
      from = end + 1;
    }
    return new Pointer(text, steps);
  }

  /// Whether `other` lies strictly below this place.
  boolean holds(Pointer other) {
    return other.steps.size() > steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  private static String unescape(String step, String text) throws PatchRefused {
    int tilde = step.indexOf('~');
    while (tilde >= 0) {
      char escaped = tilde + 1 < step.length() ? step.charAt(tilde + 1) : ' ';
      if (escaped != '0' && escaped != '1') {
        throw PatchRefused.malformed(
            text, "\"" + text + "\" is no JSON pointer: ~ must be followed by 0 or 1");
      }
      tilde = step.indexOf('~', tilde + 2);
    }
    return step.replace("~1", "/").replace("~0", "~");
  }
}
