package dev.skerry.simulation.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// A bug that can be planted: one line of `mutants.list`.
///
/// @param name after the bug it models
/// @param monitor that must see it
/// @param seed of a world that has the troubles in which it shows
public record Mutant(
    String name, Place place, Edit edit, String monitor, long seed, String sentence) {
  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
  private static final int COLUMNS = 6;

  /// Where it is.
  ///
  /// @param type a class, dotted
  /// @param method in it; what its lambdas do counts as its own
  record Place(String type, String method) {}

  /// All of them, in the order of the list.
  public static List<Mutant> all() {
    try (InputStream list =
        Objects.requireNonNull(Mutant.class.getResourceAsStream("mutants.list"), "mutants.list")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Mutant::read)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// `name | module.package.Class.method | edit | monitor | seed | sentence`.
  static Mutant read(String line) {
    String[] columns = BAR.split(line.strip(), -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("a mutant has " + COLUMNS + " columns, not: " + line);
    }
    int dot = columns[1].lastIndexOf('.');
    return new Mutant(
        columns[0],
        new Place("dev.skerry." + columns[1].substring(0, dot), columns[1].substring(dot + 1)),
        Edit.read(columns[2]),
        columns[3],
        Long.parseLong(columns[4]),
        columns[5]);
  }

  public static Optional<Mutant> named(String name) {
    return all().stream().filter(m -> m.name().equals(name)).findFirst();
  }
}
