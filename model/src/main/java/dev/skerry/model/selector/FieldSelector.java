package dev.skerry.model.selector;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Chooses objects by the text of a few fields: `spec.nodeName=s1-1,status.phase!=Running`. Every
/// kind knows `metadata.name` and `metadata.namespace`, others are declared by [Kind]. A backslash
/// keeps a comma, an equals sign or a backslash as a character.
public record FieldSelector(List<Term> terms) {
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  /// One comparison.
  ///
  /// @param absent what a missing field counts as: an empty text, `false` for a boolean
  public record Term(String field, boolean equal, String value, String absent) {
    boolean matches(Json object) {
      String[] path = field.split("\\.", -1);
      return text(object.at(path).orElse(Json.of(absent))).equals(value) == equal;
    }

    private static String text(Json value) {
      return switch (value) {
        case Json.Str(String text) -> text;
        case Json.Int(long number) -> Long.toString(number);
        case Json.Bool(boolean yes) -> Boolean.toString(yes);
        case Json.Dec(var number) -> number.toPlainString();
        case Json.Null _, Json.Arr _, Obj _ -> "";
      };
    }

    @Override
    public String toString() {
      return field + (equal ? "=" : "!=") + escaped(value);
    }

    private static String escaped(String text) {
      return text.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    }
  }

  public static FieldSelector parse(String text, Kind kind) throws SelectorRefused {
    var terms = new ArrayList<Term>();
    for (String term : split(text)) {
      if (!term.isEmpty()) {
        terms.add(term(term, kind));
      }
    }
    return new FieldSelector(List.copyOf(terms));
  }

  private static Term term(String text, Kind kind) throws SelectorRefused {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new SelectorRefused(
          "invalid field selector '" + text + "': a term is field=value or field!=value");
    }
    boolean not = text.charAt(equals - 1) == '!';
    boolean twice = !not && text.startsWith("==", equals);
    String field = text.substring(0, not ? equals - 1 : equals);
    String value = unescaped(text, text.substring(equals + (twice ? 2 : 1)));
    return new Term(field, !not, value, absent(field, kind));
  }

  private static String absent(String field, Kind kind) throws SelectorRefused {
    var known = new ArrayList<>(List.of("metadata.name", "metadata.namespace"));
    known.addAll(kind.selectableFields());
    if (!known.contains(field)) {
      throw new SelectorRefused(
          "field label not supported: "
              + field
              + "; "
              + kind.resource()
              + " can be selected by "
              + String.join(", ", known));
    }
    boolean yesOrNo =
        kind.schema()
            .at(field.split("\\.", -1))
            .filter(place -> place.type() == Schema.Type.BOOLEAN)
            .isPresent();
    return yesOrNo ? "false" : "";
  }

  private static List<String> split(String text) {
    var terms = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == ',') {
        terms.add(text.substring(from, i));
        from = i + 1;
      }
    }
    terms.add(text.substring(from));
    return terms;
  }

  private static String unescaped(String term, String value) throws SelectorRefused {
    var plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        i++;
        if (i == value.length() || "\\,=".indexOf(value.charAt(i)) < 0) {
          throw new SelectorRefused(
              "invalid field selector '" + term + "': a backslash goes before \\, a comma or =");
        }
        plain.append(value.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  public boolean matches(Json object) {
    for (Term term : terms) {
      if (!term.matches(object)) {
        return false;
      }
    }
    return true;
  }

  public boolean isEverything() {
    return terms.isEmpty();
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(","));
  }
}
