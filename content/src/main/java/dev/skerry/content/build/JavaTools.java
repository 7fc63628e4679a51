package dev.skerry.content.build;

import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.ImageRefused.Why;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The tools of the JDK this runs on.
final class JavaTools {
  private JavaTools() {}

  /// A runtime of these modules only, with a class data archive (halves the start time) that is the
  /// same each time. Takes some seconds. Runs as a process of its own: inside one JVM a second run
  /// of jlink was seen to give other bytes.
  static void jlink(List<String> modules, Path into) throws ImageRefused, IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw new ImageRefused(
          Why.PREREQUISITE, "there is no " + jlink + "; run with a full JDK 25, not a JRE");
    }
    run(
        List.of(
            jlink.toString(),
            "--add-modules",
            String.join(",", modules),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--compress",
            "zip-6",
            "--output",
            into.toString()));
    run(List.of(into.resolve("bin/java").toString(), "-Xshare:dump", "-Xlog:disable"));
  }

  private static void run(List<String> command) throws ImageRefused, IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new ImageRefused(Why.INVALID_BUILD, command.getFirst() + " failed: " + said.strip());
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " ran", stopped);
    }
  }

  static void javac(Path sources, Path into) throws ImageRefused, IOException {
    List<String> files;
    try (Stream<Path> walk = Files.walk(sources)) {
      files = walk.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new ImageRefused(Why.INVALID_BUILD, "there is no .java file under " + sources);
    }
    var arguments = new ArrayList<>(List.of("-d", into.toString(), "-proc:none", "-Xlint:none"));
    arguments.addAll(files);
    ToolProvider javac =
        ToolProvider.findFirst("javac")
            .orElseThrow(() ->
                new ImageRefused(
                    Why.PREREQUISITE, "javac is not part of this Java; run with a full JDK 25"));
    var said = new StringWriter();
    var out = new PrintWriter(said);
    if (javac.run(out, out, arguments.toArray(String[]::new)) != 0) {
      throw new ImageRefused(Why.INVALID_BUILD, "javac failed: " + said.toString().strip());
    }
  }
}
