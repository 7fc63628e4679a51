package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Output;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.image.CoreImages;
import dev.skerry.server.image.OwnImages;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "Lists the images here, or with --kubeconfig those of a core.")
final class ImageListCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Of the core.")
  private String kubeconfig = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json.")
  private String output = "text";

  ImageListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean json = Output.json(output);
    List<String> names = names();
    if (json) {
      console.answer(JsonText.write(Json.strings(names)));
    } else {
      names.forEach(console::answer);
    }
    return 0;
  }

  private List<String> names() throws Exception {
    if (kubeconfig.isEmpty()) {
      return new OwnImages(console.home()).names();
    }
    try (var client = ApiClient.of(KubeFile.find(kubeconfig, console.environment()))) {
      return new CoreImages(client).list();
    }
  }
}
