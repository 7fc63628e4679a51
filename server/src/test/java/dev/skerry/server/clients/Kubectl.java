package dev.skerry.server.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A kubectl of one minor version in one namespace, with a home of its own.
final class Kubectl {
  /// Far above what any command takes on a loaded machine.
  private static final int PATIENCE_SECONDS = 120;

  /// Debian's.
  private static final int OLDEST_TRIED = 20;

  private static final int OLDEST_REQUIRED = 30;
  private static final int NEWEST_REQUIRED = 33;
  private static final int NEWEST_TRIED = 45;

  private final Path binary;
  private final Path home;
  private final Path config;
  private final String namespace;
  private final SortedMap<String, String> settings = new TreeMap<>();

  Kubectl(Path binary, Path home, Path config, String namespace) {
    this.binary = binary;
    this.home = home;
    this.config = config;
    this.namespace = namespace;
    // From 1.31 on it is so without.
    settings.put("KUBECTL_PORT_FORWARD_WEBSOCKETS", "true");
  }

  /// Speaks SPDY/3.1 from now on, as all do up to 1.29.
  Kubectl overSpdy() {
    settings.put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false");
    settings.put("KUBECTL_PORT_FORWARD_WEBSOCKETS", "false");
    return this;
  }

  /// Minor version to program: all that are found; one that must be there and is not is an error.
  static SortedMap<Integer, Path> found() throws IOException {
    var found = new TreeMap<Integer, Path>();
    for (int minor = OLDEST_TRIED; minor <= NEWEST_TRIED; minor++) {
      String name = "kubectl.1." + minor;
      for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
        Path plain = Path.of(directory, "kubectl");
        Path beside =
            Files.exists(plain) ? plain.toRealPath().resolveSibling(name) : plain.resolve(name);
        List<Path> places = List.of(Path.of(directory, name), beside);
        int version = minor;
        places.stream()
            .filter(Files::isExecutable)
            .forEach(place -> found.putIfAbsent(version, place));
      }
    }
    List<String> missing =
        IntStream.rangeClosed(OLDEST_REQUIRED, NEWEST_REQUIRED)
            .filter(minor -> !found.containsKey(minor))
            .mapToObj(minor -> "kubectl.1." + minor)
            .toList();
    if (!missing.isEmpty()) {
      throw new AssertionError(
          missing
              + " not found: download these versions from dl.k8s.io into a directory of PATH under"
              + " these names");
    }
    return found;
  }

  /// What a command said.
  record Said(List<String> command, int exit, String out, String err) {
    @Override
    public String toString() {
      return command + " exit " + exit + "\n" + err + out;
    }
  }

  /// What the command prints; it must succeed.
  String ok(String... words) throws Exception {
    return ok("", words);
  }

  /// With something on standard input.
  String ok(String input, String[] words) throws Exception {
    Said said = run(input, words);
    if (said.exit() != 0) {
      throw new AssertionError(said.toString());
    }
    return said.out();
  }

  /// What the command complains of; it must fail.
  String fails(String... words) throws Exception {
    Said said = run("", words);
    if (said.exit() == 0) {
      throw new AssertionError("should have failed: " + said);
    }
    return said.err();
  }

  Said run(String input, String... words) throws Exception {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    ProcessBuilder builder = prepared(words);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // It did not want to read.
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          builder.command() + " did not end: " + Files.readString(err) + Files.readString(out));
    }
    var said =
        new Said(
            builder.command(), process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return said;
  }

  /// Starts a command that goes on; what it prints comes as one stream.
  Process start(String... words) throws IOException {
    return prepared(words).redirectErrorStream(true).start();
  }

  /// Starts a command on a terminal of 33 rows and 77 columns; no word has a quote.
  Process onTerminal(String... words) throws IOException {
    String line =
        Stream.concat(Stream.of(binary.toString(), "-n", namespace), Stream.of(words))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "stty rows 33 cols 77; exec ", ""));
    return prepared(List.of("script", "-qec", line, "/dev/null")).redirectErrorStream(true).start();
  }

  private ProcessBuilder prepared(String... words) {
    var command = new ArrayList<>(List.of(binary.toString(), "-n", namespace));
    Stream.of(words).forEach(command::add);
    return prepared(command);
  }

  private ProcessBuilder prepared(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", config.toString());
    builder.environment().put("TMPDIR", home.toString());
    builder.environment().putAll(settings);
    builder.environment().put("KUBE_EDITOR", "sed -i s/colour:.*/colour:\\ edited/");
    return builder;
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  String namespace() {
    return namespace;
  }
}
