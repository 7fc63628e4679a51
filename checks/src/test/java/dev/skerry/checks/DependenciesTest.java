package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// STYLE 13: `docs/dependencies.md` has a row for each third-party library, and says where it is
/// used.
final class DependenciesTest {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Path DOCS = Path.of("../docs");

  /// By the packages of a library, as the page writes them.
  private final TreeMap<String, TreeSet<String>> told = new TreeMap<>();

  @Test
  void everyLibraryHasARowThatSaysWhereItIsUsed() throws IOException {
    for (String line : Files.readAllLines(DOCS.resolve("dependencies.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 4 && !spans(cells[2]).isEmpty()) {
        for (String library : spans(cells[2])) {
          told.put(library, new TreeSet<>(spans(cells[3])));
        }
      }
    }
    var real = new TreeMap<String, TreeSet<String>>();
    told.keySet().forEach(library -> real.put(library, new TreeSet<>()));
    for (String line : Files.readAllLines(DOCS.resolve("dependency-list.txt"))) {
      String[] halves = line.split(": ?", 2);
      for (String used : halves[1].split(" ", -1)) {
        if (used.contains(".") || used.equals("picocli")) {
          real.computeIfAbsent(row(used), _ -> new TreeSet<>()).add(halves[0]);
        }
      }
    }
    assertThat(told).isEqualTo(real);
  }

  /// The row for a package; the package itself when it has none.
  private String row(String used) {
    return told.keySet().stream()
        .filter(library -> used.equals(library) || used.startsWith(library + "."))
        .findFirst()
        .orElse(used);
  }

  private static List<String> spans(String cell) {
    return SPAN.matcher(cell).results().map((MatchResult span) -> span.group(1)).toList();
  }
}
