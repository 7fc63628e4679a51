import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A lab that runs, asked by the same command line as a user has.
record LabUnderTest(String name) {
  /// @param site a site's name, or "core"
  ApiClient client(String site) throws Exception {
    String file =
        site.equals("core")
            ? skerry("lab", "kubeconfig", "--name", name)
            : skerry("lab", "kubeconfig", "--name", name, "--site", site);
    return ApiClient.of(KubeFile.read(Path.of(file.strip())));
  }

  List<String> sites() throws Exception {
    return status().items("sites").stream().map(site -> site.text("name")).toList();
  }

  Json status() throws Exception {
    return json(skerry("lab", "status", "--name", name, "--output", "json"));
  }

  /// Bytes that passed the relay since it started.
  record Passed(long up, long down) {
    Passed since(Passed before) {
      return new Passed(up - before.up, down - before.down);
    }

    long both() {
      return up + down;
    }
  }

  Passed passed(String site) throws Exception {
    for (Json each : status().items("sites")) {
      if (each.text("name").equals(site)) {
        Json link = each.obj("link");
        return new Passed(
            link.integer("upBytes").orElseThrow(), link.integer("downBytes").orElseThrow());
      }
    }
    throw new IllegalArgumentException("the lab " + name + " has no site " + site);
  }

  String skerry(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("bench.skerry"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " exited " + process.exitValue());
    }
    return answer;
  }

  static Json json(String text) throws Exception {
    return JsonText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.STORED).value();
  }
}
