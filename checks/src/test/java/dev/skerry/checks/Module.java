package dev.skerry.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One Maven module of this repository, as sources and compiled classes.
record Module(String name, Path dir) {
  /// The modules that may have classes, lowest floor first, as the root pom lists them.
  static List<Module> all() {
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<String> lines = Files.lines(root.resolve("pom.xml"))) {
      return lines
          .map(String::strip)
          .filter(line -> line.startsWith("<module>"))
          .map(line -> line.substring("<module>".length(), line.indexOf("</module>")))
          .map(name -> new Module(name, root.resolve(name)))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Modules that ship, that is, without the checks themselves and the examples.
  static List<Module> shipped() {
    return all().stream()
        .filter(m -> !m.name.startsWith("examples/"))
        .filter(m -> Files.isDirectory(m.dir.resolve("src/main/java")))
        .toList();
  }

  List<Path> sources() {
    return files("src/main/java", ".java");
  }

  List<Path> testSources() {
    return files("src/test/java", ".java");
  }

  List<Compiled> classes() {
    return files("target/classes", ".class").stream()
        .filter(file -> !file.endsWith("module-info.class"))
        .map(Compiled::read)
        .toList();
  }

  private List<Path> files(String under, String ending) {
    Path start = dir.resolve(under);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(start)) {
      return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
