package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.cli.console.Parse;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.SkerryCalls;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "why", description = "Says which site runs a workload and why, in sentences.")
final class WhyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "KIND/NAME", description = "Such as deployment/shop.")
  private String object = "";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Default: that of the kubeconfig.")
  private String namespace = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  WhyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    int slash = object.indexOf('/');
    if (slash < 1 || slash == object.length() - 1) {
      throw Parse.usage("'" + object + "' is not KIND/NAME, such as deployment/shop");
    }
    boolean json = Output.json(output);
    KubeFile file = KubeFile.find(kubeconfig, console.environment());
    try (var client = ApiClient.of(file)) {
      List<Json> sites =
          new SkerryCalls(client)
              .why(
                  namespace.isEmpty() ? file.namespace() : namespace,
                  object.substring(0, slash),
                  object.substring(slash + 1));
      if (json) {
        console.answer(JsonText.write(Json.array(sites)));
      } else {
        sites.forEach(site -> console.answer(line(site)));
      }
    }
    return 0;
  }

  private static String line(Json site) {
    return site.text("site") + " " + site.text("decision") + ": " + site.text("sentence");
  }
}
