package dev.skerry.server.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Network namespaces of a lab's sites. Needs root and `ip`; idempotent.
public final class Namespaces {
  private static final Path DIRECTORY = Path.of("/run/netns");

  private Namespaces() {}

  public static Path path(String name) {
    return DIRECTORY.resolve(name);
  }

  public static void create(String name) throws IOException {
    if (!Files.exists(path(name))) {
      run("ip", "netns", "add", name);
    }
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  public static void delete(String name) throws IOException {
    if (Files.exists(path(name))) {
      run("ip", "netns", "del", name);
    }
  }

  /// Those that a lab made.
  public static List<String> of(LabDir lab) throws IOException {
    if (!Files.isDirectory(DIRECTORY)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(DIRECTORY)) {
      return all.map(each -> each.getFileName().toString())
          .filter(each -> each.startsWith(lab.namespace("")))
          .sorted()
          .toList();
    }
  }

  /// The command inside a namespace. `ip netns exec` would hide the cgroups: it mounts a new /sys.
  public static List<String> inside(String name, List<String> command) {
    var all = new ArrayList<>(List.of("nsenter", "--net=" + path(name), "--"));
    all.addAll(command);
    return List.copyOf(all);
  }

  private static void run(String... argv) throws IOException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", argv) + ": " + said.strip());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + argv[0], stopped);
    }
  }
}
