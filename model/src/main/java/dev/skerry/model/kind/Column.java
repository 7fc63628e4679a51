package dev.skerry.model.kind;

import java.util.Arrays;
import java.util.List;

/// One column of a kind's table (`additionalPrinterColumns` of a CRD).
///
/// @param type `string`, `integer`, `number`, `boolean` or `date`; a date is shown as an age
/// @param priority 0 is always shown, more only with `-o wide`
public record Column(String name, String type, int priority, Source source, String description) {
  private static final String FUNCTION = "fn:";

  /// Where a cell's value comes from.
  public sealed interface Source {
    /// A JSONPath as kubectl reads it, such as `.spec.parent`.
    record Path(String path) implements Source {}

    /// A named function of `model.table` that computes the cell from the object.
    record Function(String name) implements Source {}
  }

  /// Reads `Name | type | priority | source | description`, where a source is a path or `fn:name`.
  public static Column parse(String line) {
    List<String> parts = Arrays.stream(line.split("\\|", 5)).map(String::strip).toList();
    if (parts.size() < 5) {
      throw new IllegalArgumentException("a column has five parts: '" + line + "'");
    }
    return new Column(
        parts.get(0),
        parts.get(1),
        Integer.parseInt(parts.get(2)),
        source(parts.get(3)),
        parts.get(4));
  }

  private static Source source(String text) {
    return text.startsWith(FUNCTION)
        ? new Source.Function(text.substring(FUNCTION.length()))
        : new Source.Path(text);
  }
}
