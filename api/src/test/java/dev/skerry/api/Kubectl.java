package dev.skerry.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A kubectl of one minor version, as found on this machine, with a home of its own.
final class Kubectl {
  private static final int PATIENCE_SECONDS = 60;

  private final Path binary;
  private final Path home;
  private final Path config;
  private final SortedMap<String, String> told;

  Kubectl(String version, Path home, Path config) throws IOException {
    this(find(version), home, config, new TreeMap<>());
  }

  private Kubectl(Path binary, Path home, Path config, SortedMap<String, String> told) {
    this.binary = binary;
    this.home = home;
    this.config = config;
    this.told = told;
  }

  /// The same, speaking SPDY/3.1 as all versions up to 1.29 do.
  Kubectl overSpdy() {
    var settings = new TreeMap<String, String>();
    settings.put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false");
    settings.put("KUBECTL_PORT_FORWARD_WEBSOCKETS", "false");
    return new Kubectl(binary, home, config, settings);
  }

  /// What a command said.
  record Said(int exit, String out, String err) {
    Said ok() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + ": " + err + out);
      }
      return this;
    }
  }

  private static Path find(String version) throws IOException {
    var places = new ArrayList<Path>();
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path plain = Path.of(directory, "kubectl");
      places.add(Path.of(directory, "kubectl." + version));
      if (Files.exists(plain)) {
        places.add(plain.toRealPath().resolveSibling("kubectl." + version));
      }
    }
    Optional<Path> found = places.stream().filter(Files::isExecutable).findFirst();
    return found.orElseThrow(() ->
        new AssertionError(
            "kubectl."
                + version
                + " is not on this machine: download kubectl "
                + version
                + " from dl.k8s.io and put it into a directory of PATH under that name"));
  }

  Said run(String... words) throws Exception {
    return runWith("", words);
  }

  /// With something on standard input.
  Said runWith(String input, String... words) throws Exception {
    List<String> command = Stream.concat(Stream.of(binary.toString()), Stream.of(words)).toList();
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    var builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", config.toString());
    builder.environment().put("TMPDIR", home.toString());
    builder.environment().putAll(told);
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // It did not want to read all of it.
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(err));
    }
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
