package dev.skerry.cli.history;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.Refused;
import java.util.List;
import picocli.CommandLine.Option;

/// Whom a command of this room asks, and how it prints what it is told.
final class Asked {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Of the core, or of a site that was put back from a copy.")
  private String kubeconfig = "";

  ApiClient client(Console console) throws Refused {
    return ApiClient.of(KubeFile.find(kubeconfig, console.environment()));
  }

  /// Before anything is asked: a wrong format is a matter of usage.
  boolean json() throws Refused {
    return Output.json(output);
  }

  static void print(Console console, boolean json, List<Json> stands) {
    if (json) {
      console.answer(JsonText.write(Json.array(stands)));
    } else {
      stands.forEach(stand -> {
        console.answer(line(stand));
        stand.at("copies").ifPresent(copies -> console.answer(line(stand.text("site"), copies)));
      });
    }
  }

  static String line(Json stand) {
    return line(stand.text("site"), stand);
  }

  private static String line(String site, Json said) {
    return site + " " + said.text("reason") + ": " + said.text("message");
  }
}
