package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// DESIGN §12: a module uses only lower floors, and packages inside a module form no circle.
final class FloorsTest {
  private static final Map<String, List<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", List.of()),
              Map.entry("store", List.of("model")),
              Map.entry("content", List.of("model")),
              Map.entry("pki", List.of("model")),
              Map.entry("sync", List.of("model")),
              Map.entry("control", List.of("model", "sync", "store", "content")),
              Map.entry("node", List.of("model", "sync", "store", "content")),
              Map.entry("link", List.of("model", "sync", "pki")),
              Map.entry("drivers", List.of("model", "node", "content")),
              Map.entry("api", List.of("model", "control", "content", "pki", "store")),
              Map.entry(
                  "simulation",
                  List.of("model", "store", "content", "pki", "sync", "control", "node")),
              Map.entry(
                  "server",
                  List.of(
                      "model", "store", "content", "pki", "sync", "control", "node", "link",
                      "drivers", "api")),
              Map.entry("cli", List.of("server", "simulation", "model")),
              Map.entry("bench", List.of("cli", "server", "model", "store", "control")),
              Map.entry("checks", List.of())));

  @Test
  void everyModuleUsesLowerFloorsOnly() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      for (Compiled type : module.classes()) {
        String own = Compiled.moduleOf(type.name());
        for (String used : type.uses()) {
          String other = Compiled.moduleOf(used);
          if (!other.isEmpty()
              && !other.equals(own)
              && !MAY_USE.getOrDefault(own, List.of()).contains(other)) {
            wrong.add(type.name() + " uses " + used);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packagesInsideAModuleFormNoCircle() {
    var circles = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      var uses = packages(module);
      for (String start : uses.keySet()) {
        find(start, start, uses, new ArrayList<>(List.of(start)), new TreeSet<>(), circles);
      }
    }
    assertThat(circles).isEmpty();
  }

  private static Map<String, Set<String>> packages(Module module) {
    var uses = new TreeMap<String, Set<String>>();
    for (Compiled type : module.classes()) {
      var others = uses.computeIfAbsent(type.packageName(), _ -> new TreeSet<>());
      for (String used : type.uses()) {
        boolean sameModule = Compiled.moduleOf(used).equals(Compiled.moduleOf(type.name()));
        String other = Compiled.packageOf(used);
        if (sameModule && !other.equals(type.packageName())) {
          others.add(other);
        }
      }
    }
    return uses;
  }

  private static void find(
      String start,
      String here,
      Map<String, Set<String>> uses,
      List<String> path,
      Set<String> seen,
      Set<String> circles) {
    for (String next : uses.getOrDefault(here, new TreeSet<>())) {
      if (next.equals(start)) {
        circles.add(String.join(" -> ", path) + " -> " + start);
        return;
      }
      if (seen.add(next)) {
        path.add(next);
        find(start, next, uses, path, seen, circles);
        path.removeLast();
      }
    }
  }

  /// The committed list is what a reader sees; this test writes the present one beside it.
  @Test
  void theCommittedListOfDependenciesIsTrue() throws IOException {
    var list = new StringBuilder();
    for (Module module : Module.shipped()) {
      for (var entry : across(module).entrySet()) {
        list.append(entry.getKey())
            .append(": ")
            .append(String.join(" ", entry.getValue()))
            .append('\n');
      }
    }
    Path now = Path.of("target/dependency-list.txt");
    Files.createDirectories(now.getParent());
    Files.writeString(now, list);
    assertThat(Path.of("../docs/dependency-list.txt"))
        .as("copy checks/target/dependency-list.txt to docs/ when the change is meant")
        .hasContent(list.toString());
  }

  /// For each package, the modules and third-party roots it uses outside its own module.
  private static Map<String, Set<String>> across(Module module) {
    var list = new TreeMap<String, Set<String>>();
    for (Compiled type : module.classes()) {
      var outside =
          list.computeIfAbsent(
              type.packageName().substring("dev.skerry.".length()), _ -> new TreeSet<>());
      for (String used : type.uses()) {
        String other = Compiled.moduleOf(used);
        if (!other.isEmpty() && !other.equals(Compiled.moduleOf(type.name()))) {
          outside.add(other);
        } else if (other.isEmpty() && isThirdParty(used)) {
          outside.add(root(used));
        }
      }
    }
    return list;
  }

  private static boolean isThirdParty(String type) {
    return type.contains(".")
        && !type.startsWith("java.")
        && !type.startsWith("javax.")
        && !type.startsWith("jdk.")
        && !type.startsWith("sun.")
        && !type.startsWith("com.sun.")
        && !type.startsWith("org.jspecify.")
        && !type.startsWith("dev.skerry.");
  }

  /// The package names of a library's type, at most three of them.
  private static String root(String type) {
    var names = new ArrayList<String>();
    for (String piece : type.split("\\.", -1)) {
      if (names.size() == 3 || Character.isUpperCase(piece.charAt(0))) {
        break;
      }
      names.add(piece);
    }
    return String.join(".", names);
  }
}
