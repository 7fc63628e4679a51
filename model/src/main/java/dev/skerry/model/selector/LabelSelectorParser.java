package dev.skerry.model.selector;

import dev.skerry.model.meta.Labels;
import dev.skerry.model.selector.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;

/// Reads the query syntax of label selectors. Source: `k8s.io/apimachinery/pkg/labels/selector.go`.
final class LabelSelectorParser {
  private static final String OPERATOR_CHARS = "=!<>(), \t";

  private final String text;
  private int at;

  LabelSelectorParser(String text) {
    this.text = text;
  }

  List<Requirement> requirements() throws SelectorRefused {
    var all = new ArrayList<Requirement>();
    skipBlanks();
    while (at < text.length()) {
      all.add(requirement());
      skipBlanks();
      if (at < text.length()) {
        expect(',');
        skipBlanks();
        if (at == text.length()) {
          throw refused("a requirement must follow the comma");
        }
      }
    }
    return all;
  }

  private Requirement requirement() throws SelectorRefused {
    if (accept("!")) {
      return checked(key(), Operator.DOES_NOT_EXIST, List.of());
    }
    String key = key();
    if (at == text.length() || text.charAt(at) == ',') {
      return checked(key, Operator.EXISTS, List.of());
    }
    if (accept("!=")) {
      return checked(key, Operator.NOT_IN, List.of(word()));
    }
    if (accept("==") || accept("=")) {
      return checked(key, Operator.IN, List.of(word()));
    }
    if (accept(">")) {
      return checked(key, Operator.GREATER, List.of(word()));
    }
    if (accept("<")) {
      return checked(key, Operator.LESS, List.of(word()));
    }
    return switch (word()) {
      case "in" -> checked(key, Operator.IN, set());
      case "notin" -> checked(key, Operator.NOT_IN, set());
      default -> throw refused("expected =, !=, in, notin, <, > or a comma after '" + key + "'");
    };
  }

  private Requirement checked(String key, Operator operator, List<String> values)
      throws SelectorRefused {
    if (!Labels.isKey(key)) {
      throw refused("'" + key + "' is not a label's name");
    }
    for (String value : values) {
      if (!Labels.isValue(value)) {
        throw refused("'" + value + "' is not a label's value");
      }
    }
    boolean compares = operator == Operator.GREATER || operator == Operator.LESS;
    if (compares && !values.getFirst().matches("-?[0-9]{1,19}")) {
      throw refused("< and > compare whole numbers, not '" + values.getFirst() + "'");
    }
    return new Requirement(key, operator, values);
  }

  private String key() throws SelectorRefused {
    String key = word();
    if (key.isEmpty()) {
      throw refused("a label's name is missing");
    }
    return key;
  }

  private String word() {
    skipBlanks();
    int from = at;
    while (at < text.length() && OPERATOR_CHARS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    skipBlanks();
    return word;
  }

  private List<String> set() throws SelectorRefused {
    expect('(');
    var values = new ArrayList<String>();
    values.add(word());
    while (accept(",")) {
      values.add(word());
    }
    expect(')');
    return values;
  }

  private boolean accept(String token) {
    skipBlanks();
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void expect(char token) throws SelectorRefused {
    if (at == text.length() || text.charAt(at) != token) {
      throw refused("expected '" + token + "'");
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private SelectorRefused refused(String why) {
    return new SelectorRefused(
        "unable to parse the label selector '" + text + "': " + why + " at character " + (at + 1));
  }
}
