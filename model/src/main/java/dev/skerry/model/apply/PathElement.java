package dev.skerry.model.apply;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/// One step of a field path, ordered and compared by its FieldsV1 text: `f:<field>`,
/// `k:{"<key>":<value>,…}` (an item of a list by its keys), `v:<value>` (a member of a set),
/// `i:<index>`.
public final class PathElement implements Comparable<PathElement> {
  /// In the order of the text.
  public enum Kind {
    FIELD("f:"),
    INDEX("i:"),
    KEY("k:"),
    VALUE("v:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Kind kind;
  private final String text;
  private final Json content;

  private PathElement(Kind kind, String text, Json content) {
    this.kind = kind;
    this.text = text;
    this.content = content;
  }

  public static PathElement field(String name) {
    return new PathElement(Kind.FIELD, Kind.FIELD.prefix + name, Json.of(name));
  }

  public static PathElement key(Obj keys) {
    return new PathElement(Kind.KEY, Kind.KEY.prefix + escaped(keys), keys);
  }

  public static PathElement value(Json value) {
    return new PathElement(Kind.VALUE, Kind.VALUE.prefix + escaped(value), value);
  }

  public static PathElement index(int index) {
    return new PathElement(Kind.INDEX, Kind.INDEX.prefix + index, Json.of(index));
  }

  /// Empty when the text is no path element.
  public static Optional<PathElement> parse(String text) {
    if (text.startsWith(Kind.FIELD.prefix)) {
      return Optional.of(field(text.substring(2)));
    }
    if (text.length() <= 2) {
      return Optional.empty();
    }
    try {
      byte[] rest = text.substring(2).getBytes(StandardCharsets.UTF_8);
      Json content = JsonText.parse(rest, JsonLimits.REQUEST).value();
      if (text.startsWith(Kind.KEY.prefix) && content instanceof Obj keys) {
        return Optional.of(key(keys));
      }
      if (text.startsWith(Kind.VALUE.prefix)) {
        return Optional.of(value(content));
      }
      boolean index = text.startsWith(Kind.INDEX.prefix) && content instanceof Json.Int;
      return index ? Optional.of(new PathElement(Kind.INDEX, text, content)) : Optional.empty();
    } catch (JsonRefused refused) {
      return Optional.empty();
    }
  }

  public Kind kind() {
    return kind;
  }

  /// A field's name; the empty string of any other element.
  public String fieldName() {
    return kind == Kind.FIELD ? text.substring(Kind.FIELD.prefix.length()) : "";
  }

  /// As FieldsV1 writes it.
  public String text() {
    return text;
  }

  /// Upstream's writer escapes what HTML would read.
  private static String escaped(Json value) {
    return JsonText.write(value)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  @Override
  public int compareTo(PathElement other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathElement that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// As a person reads it in a path: `.spec`, `[name="web"]`, `[="finalizer"]`, `[0]`.
  @Override
  public String toString() {
    return switch (kind) {
      case FIELD -> "." + fieldName();
      case INDEX -> "[" + JsonText.write(content) + "]";
      case VALUE -> "[=" + JsonText.write(content) + "]";
      case KEY -> {
        Obj keys = content instanceof Obj object ? object : Obj.EMPTY;
        yield keys.keys().stream()
            .map(name -> name + "=" + JsonText.write(keys.find(name).orElseThrow()))
            .collect(Collectors.joining(",", "[", "]"));
      }
    };
  }
}
