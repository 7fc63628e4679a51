package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Upstream's structured-merge-diff as a process: `checks/oracle`, built against the library that
/// Debian packages.
final class Oracle implements AutoCloseable {
  private static final Path LIBRARY = Path.of("/usr/share/gocode");

  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;

  Oracle() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(built().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    to = process.outputWriter(StandardCharsets.UTF_8);
    from = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Go finds `…/v4` where there is no `v4` only for what stands in its path and has a module file.
  private static Path built() throws IOException, InterruptedException {
    Path target = Path.of("target", "oracle").toAbsolutePath();
    Path source = Files.createDirectories(target.resolve("src").resolve("oracle"));
    for (String file : List.of("main.go", "go.mod")) {
      Files.copy(
          Path.of("oracle", file), source.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path binary = target.resolve("oracle");
    var go = new ProcessBuilder("go", "build", "-o", binary.toString(), ".");
    go.environment().put("GO111MODULE", "off");
    go.environment().put("CGO_ENABLED", "0");
    go.environment().put("GOCACHE", target.resolve("cache").toString());
    go.environment().put("GOPATH", target + ":" + LIBRARY);
    Process build = go.directory(source.toFile()).redirectErrorStream(true).start();
    String said = build.inputReader(StandardCharsets.UTF_8).readAllAsString();
    if (build.waitFor() != 0) {
      throw new IOException("the oracle does not build: " + said);
    }
    return binary;
  }

  /// Its outcomes, one a step.
  List<Json> tell(Obj schema, List<Obj> steps) throws IOException {
    Obj story = Json.object().put("schema", schema).put("steps", Json.array(steps)).build();
    to.write(JsonText.write(story));
    to.newLine();
    to.flush();
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the oracle ended at " + JsonText.write(story));
    }
    return JsonText.stored(("{\"outcomes\":" + line + "}").getBytes(StandardCharsets.UTF_8))
        .items("outcomes");
  }

  @Override
  public void close() throws IOException {
    to.close();
    Process _ = process.onExit().join();
  }
}
